package dev.throughline.demo;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One visit in the making: what the browser or the app sends, one thing after the other.
final class Visit {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final World world;
  private final Life life;
  private final String id;
  private final boolean inApp;
  private final String device;
  private final SplittableRandom faults;
  private final long wrongByMs;
  private long clockMs;
  private int count;

  /// @param id of the visit; its events are numbered under it
  /// @param device the anonymous id that it shows
  Visit(World world, Life life, String id, long atMs, String device) {
    this.world = world;
    this.life = life;
    this.id = id;
    this.inApp = device.equals(life.human.phoneDevice());
    this.device = device;
    this.clockMs = atMs;
    this.faults = world.chance(life.human.number(), id.hashCode());
    this.wrongByMs =
        !Chance.happens(faults, Truths.WRONG_CLOCK)
            ? 0
            : faults.nextBoolean() ? 47 * MINUTE_MS : -3 * HOUR_MS;
  }

  /// Some seconds go by.
  Visit after(int seconds) {
    clockMs += (seconds + faults.nextInt(1 + seconds / 2)) * 1_000L + faults.nextInt(1_000);
    return this;
  }

  long clockMs() {
    return clockMs;
  }

  void page(String name, String path, @Nullable Campaign campaign) {
    String url = "https://lumenandoak.example" + path;
    Fields page = Properties.of("path", path, "url", url, "title", name);
    Fields context =
        campaign == null
            ? Properties.of("page", page)
            : Properties.of("page", page, "campaign", campaign.context());
    send(Event.Type.PAGE, "Page Viewed", Properties.of("name", name), Fields.EMPTY, context, true);
  }

  void opened() {
    Fields app = Properties.of("name", "Lumen & Oak", "version", "4.2.0");
    track("Application Opened", Properties.of("from_background", false), device(app));
  }

  private Fields device(Fields app) {
    if (!life.human.allowsEmail()) {
      return Properties.of("app", app);
    }
    String type = life.human.number() % 2 == 0 ? "ios" : "android";
    Fields phone =
        Properties.of("id", device, "type", type, "token", "token-" + life.human.number());
    return Properties.of("app", app, "device", phone);
  }

  /// Truth 9: from one day on the app no longer says of which category a product is.
  void viewed(Product product) {
    boolean lost = inApp && world.hasLostCategory(clockMs);
    Value category = lost ? Value.Nothing.NOTHING : Value.of(product.category());
    if (lost) {
      world.planted().count("category_lost");
    }
    Fields properties =
        Properties.of(
            "product_id", product.id(),
            "name", product.name(),
            "category", category,
            "price", product.price(),
            "currency", "EUR");
    send(Event.Type.TRACK, "Product Viewed", properties, Fields.EMPTY, Fields.EMPTY, true);
  }

  void searched(Product product) {
    track("Products Searched", Properties.of("query", product.category()), Fields.EMPTY);
  }

  void cart(List<Product> products) {
    life.cart = products;
    life.carts++;
    track(
        "Cart Updated",
        Properties.of(
            "cart_id", "c%d-%d".formatted(life.human.number(), life.carts),
            "value", total(products),
            "currency", "EUR",
            "products", Properties.list(products.stream().map(Product::line).toList())),
        Fields.EMPTY);
  }

  void checkout(List<Product> products) {
    Fields properties = Properties.of("value", total(products), "currency", "EUR");
    track("Checkout Started", properties, Fields.EMPTY);
  }

  /// Some of it comes back, some weeks later.
  void order(List<Product> products, SplittableRandom by) {
    life.orders++;
    life.cart = List.of();
    String order = "LO-%d-%d".formatted(life.human.number(), life.orders);
    int refill = products.stream().mapToInt(Product::refillDays).max().orElse(0);
    BigDecimal total = total(products);
    track(
        "Order Completed",
        Properties.of(
            "order_id", order,
            "total", total,
            "currency", "EUR",
            "refill_days", refill,
            "products", Properties.list(products.stream().map(Product::line).toList())),
        Fields.EMPTY);
    double later = by.nextDouble();
    long days = 3L + by.nextInt(9);
    if (later < 0.06) {
      BigDecimal back = later < 0.04 ? total : products.getFirst().price();
      clockMs += days * 24 * HOUR_MS;
      track("Order Refunded", Properties.of("order_id", order, "refund", back), Fields.EMPTY);
    }
  }

  private static BigDecimal total(List<Product> products) {
    return products.stream().map(Product::price).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  void track(String name, Fields properties, Fields context) {
    send(Event.Type.TRACK, name, properties, Fields.EMPTY, context, false);
  }

  void identify(Fields traits) {
    send(Event.Type.IDENTIFY, "Identify", Fields.EMPTY, traits, Fields.EMPTY, false);
  }

  /// Says something under another account.
  void identifyAs(String userId, Fields traits) {
    plan(
        event(Event.Type.IDENTIFY, "Identify", userId, Fields.EMPTY, traits, Fields.EMPTY, clockMs),
        clockMs);
  }

  private void send(
      Event.Type type,
      String name,
      Fields properties,
      Fields traits,
      Fields context,
      boolean idle) {
    long arrivesMs = clockMs;
    if (idle && Chance.happens(faults, Truths.LATE)) {
      arrivesMs += HOUR_MS + faults.nextInt(30 * 3_600) * 1_000L;
      world.planted().count("late");
    }
    String user = life.known ? life.human.userId() : null;
    Event event = event(type, name, user, properties, traits, context, arrivesMs);
    plan(event, arrivesMs);
    if (Chance.happens(faults, Truths.TWICE)) {
      world.planted().count("twice");
      plan(event, arrivesMs + 1_000 + faults.nextInt(90_000));
    }
    if (wrongByMs != 0) {
      world.planted().count("wrong_clock");
    }
  }

  private Event event(
      Event.Type type,
      String name,
      @Nullable String user,
      Fields properties,
      Fields traits,
      Fields context,
      long arrivesMs) {
    return new Event(
        "%s-%d".formatted(id, count++),
        type,
        name,
        user,
        device,
        null,
        null,
        properties,
        traits,
        context,
        Instant.ofEpochMilli(clockMs + wrongByMs),
        Instant.ofEpochMilli(arrivesMs),
        false);
  }

  private void plan(Event event, long arrivesMs) {
    world.plan(life, arrivesMs, new Command.Happened(event));
  }
}
