package dev.throughline.bench;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Events of a shop as its SDK would send them: some 450 bytes of Segment's JSON each, drawn evenly
/// over the people, in order of time. The same seed gives the same events.
final class Traffic {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "GB", "PL", "JP");
  private static final List<String> PAGES =
      List.of("/", "/search", "/help", "/shoes", "/shoes/running", "/account", "/sale");

  private final SplittableRandom random;
  private final int people;
  private long number;

  Traffic(long seed, int people) {
    this.random = new SplittableRandom(seed);
    this.people = people;
  }

  /// A page view, which no document of `Shop` looks at.
  String pageView(Instant at) {
    String page = PAGES.get(random.nextInt(PAGES.size()));
    return line(
        at,
        "page",
        "",
        "\"url\":\"https://shop.example%s\",\"title\":\"Page %d of the shop\",\"referrer\":\"https://search.example/?q=shoes\""
            .formatted(page, random.nextInt(1000)));
  }

  /// An event that moves a counter, and so segments and journeys.
  String action(Instant at) {
    int topic = random.nextInt(Shop.TOPICS);
    int kind = random.nextInt(10);
    String event = kind < 5 ? "Product Viewed" : kind < 8 ? "Cart Updated" : "Order Completed";
    String properties =
        "\"topic\":\"t%d\",\"order_id\":\"o%d\",\"cart_id\":\"c%d\",\"total\":%d.%02d,\"currency\":\"EUR\",\"sku\":\"sku-%06d\",\"quantity\":%d"
            .formatted(
                topic,
                number,
                random.nextInt(1000),
                5 + random.nextInt(300),
                random.nextInt(100),
                random.nextInt(1_000_000),
                1 + random.nextInt(4));
    return line(at, "track", "\"event\":\"%s\",".formatted(event), properties);
  }

  /// Makes one person known.
  static String identify(int person, Instant at) {
    return ("{\"type\":\"identify\",\"messageId\":\"i%d\",\"userId\":\"u%d\",\"traits\":{"
            + "\"email\":\"u%d@shop.example\",\"country\":\"%s\",\"plan\":\"%s\",\"age\":%d,"
            + "\"timezone\":\"Europe/Berlin\"},\"timestamp\":\"%s\"}")
        .formatted(
            person,
            person,
            person,
            COUNTRIES.get(person % COUNTRIES.size()),
            person % 3 == 0 ? "pro" : "trial",
            18 + person % 60,
            at);
  }

  private String line(Instant at, String type, String name, String properties) {
    number++;
    int person = random.nextInt(people);
    return String.format(
        Locale.ROOT,
        "{\"type\":\"%s\",%s\"messageId\":\"m-%016x\",\"userId\":\"u%d\",\"properties\":{%s},"
            + "\"context\":{\"ip\":\"203.0.113.%d\",\"locale\":\"de-DE\",\"library\":{\"name\":\"analytics.js\",\"version\":\"2.11.1\"},"
            + "\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\"},\"timestamp\":\"%s\"}",
        type,
        name,
        number,
        person,
        properties,
        random.nextInt(256),
        at);
  }
}
