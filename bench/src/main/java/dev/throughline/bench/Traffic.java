package dev.throughline.bench;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.EventLine.Parsed;
import dev.throughline.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Events of a shop as its SDK would send them: some 450 bytes of Segment's JSON each, drawn evenly
/// over the people. The same seed gives the same events.
final class Traffic {
  /// Of ten events in a mix, so many are nothing that a document looks at.
  private static final int IDLE_OF_TEN = 7;

  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "GB", "AT", "JP");
  private static final List<String> PAGES =
      List.of("/", "/search", "/help", "/shoes", "/shoes/running", "/account", "/sale");
  private static final List<String> IDLE =
      List.of("Banner Seen", "Video Progressed", "Menu Opened", "Form Focused", "Filter Changed");

  /// Names that the documents of `Shop` look at, as often as a shop sees them.
  private static final List<Share> LIVE =
      List.of(
          new Share("Product Viewed", 45),
          new Share("Product Added", 12),
          new Share("Products Searched", 10),
          new Share("App Opened", 9),
          new Share("Order Completed", 5),
          new Share("Checkout Started", 5),
          new Share("Product Wished", 4),
          new Share("Coupon Applied", 3),
          new Share("Email Opened", 3),
          new Share("Product Reviewed", 1),
          new Share("Ticket Opened", 1),
          new Share("Ticket Closed", 1),
          new Share("Trial Started", 1));

  private static final List<String> CATEGORIES =
      List.of("shoes", "jackets", "trousers", "shirts", "bags", "watches", "sports", "kids");
  private static final List<String> JOURNEYS = List.of("cart-recovery", "win-back", "vip-care");

  private final SplittableRandom random;
  private final int people;
  private long number;

  private record Share(String name, int percent) {}

  Traffic(long seed, int people) {
    this.random = new SplittableRandom(seed);
    this.people = people;
  }

  String mixed(Instant at) {
    return random.nextInt(10) < IDLE_OF_TEN ? idle(at) : live(at);
  }

  /// A page view, or another event that no document looks at.
  String idle(Instant at) {
    String page = pick(PAGES);
    String properties =
        "\"url\":\"https://shop.example%s\",\"title\":\"Page %d of the shop\",\"position\":%d"
            .formatted(page, random.nextInt(1000), random.nextInt(9));
    return random.nextBoolean()
        ? line(at, "page", "", properties)
        : line(at, "track", "\"event\":\"%s\",".formatted(pick(IDLE)), properties);
  }

  /// An event that documents look at.
  String live(Instant at) {
    String event = name();
    int order = random.nextInt(1_000_000);
    String properties =
        event.startsWith("Email")
            ? "\"campaign_id\":\"%s\"".formatted(pick(JOURNEYS))
            : ("\"category\":\"%s\",\"product\":\"Product %d\",\"price\":%d.%02d,\"total\":%d.%02d,"
                    + "\"currency\":\"EUR\",\"sku\":\"sku-%03d\",\"order_id\":\"o%d\","
                    + "\"ticket_id\":\"k%d\",\"stars\":%d,\"results\":%d")
                .formatted(
                    pick(CATEGORIES),
                    order,
                    5 + random.nextInt(300),
                    random.nextInt(100),
                    10 + random.nextInt(300),
                    random.nextInt(100),
                    random.nextInt(1000),
                    order,
                    order,
                    1 + random.nextInt(5),
                    random.nextInt(20));
    return line(at, "track", "\"event\":\"%s\",".formatted(event), properties);
  }

  private String name() {
    int drawn = random.nextInt(100);
    for (Share share : LIVE) {
      drawn -= share.percent();
      if (drawn < 0) {
        return share.name();
      }
    }
    throw new IllegalStateException("The shares do not add up to a hundred");
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// Makes one person known.
  static String identify(int person, Instant at) {
    return ("{\"type\":\"identify\",\"messageId\":\"i%d\",\"userId\":\"u%d\",\"traits\":{"
            + "\"email\":\"u%d@shop.example\",\"first_name\":\"N%d\",\"country\":\"%s\","
            + "\"plan\":\"%s\",\"age\":%d,\"timezone\":\"Europe/Berlin\"},\"timestamp\":\"%s\"}")
        .formatted(
            person,
            person,
            person,
            person,
            COUNTRIES.get(person % COUNTRIES.size()),
            person % 3 == 0 ? "pro" : "trial",
            18 + person % 60,
            at);
  }

  static Event event(String line) {
    return switch (EventLine.parse(line)) {
      case Parsed.Ok(Event event) -> event;
      case Parsed other -> throw new IllegalStateException(line + " is no event: " + other);
    };
  }

  private String line(Instant at, String type, String name, String properties) {
    number++;
    int person = random.nextInt(people);
    return String.format(
        Locale.ROOT,
        "{\"type\":\"%s\",%s\"messageId\":\"m-%016x\",\"userId\":\"u%d\",\"properties\":{%s},"
            + "\"context\":{\"ip\":\"203.0.113.%d\",\"locale\":\"de-DE\","
            + "\"library\":{\"name\":\"analytics.js\",\"version\":\"2.11.1\"},"
            + "\"page\":{\"path\":\"/shoes\",\"search\":\"?size=42\"}},"
            + "\"timestamp\":\"%s\",\"receivedAt\":\"%s\"}",
        type,
        name,
        number,
        person,
        properties,
        random.nextInt(256),
        at,
        at.plusMillis(50L + random.nextInt(2000)));
  }
}
