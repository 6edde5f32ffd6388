package dev.throughline.http;

import dev.throughline.analytics.OrderRow;
import dev.throughline.analytics.OrderStory;
import dev.throughline.analytics.OrderStory.Order;
import dev.throughline.analytics.OrderStory.Refund;
import dev.throughline.analytics.Warehouse;
import dev.throughline.attribution.ConversionSpec;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.Phrases;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Orders, and why each touch has the credit that it has.
record OrderApi(
    Orchestrator runtime,
    Warehouse warehouse,
    Shelves shelves,
    CalledNames names,
    InstantSource clock)
    implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/attribution/orders", Reply.by(this::orders));
    routes.get("/api/attribution/orders/{order}", Reply.by(this::order));
  }

  private Reply orders(Context context) {
    Parameters asked = new Parameters(context);
    String conversion = asked.required("conversion");
    String q = asked.text("q");
    String journey = asked.textOrNull("journey");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(3);
    Instant at = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Order after =
        cursor == null || at == null
            ? null
            : new Order(
                cursor.get(1), conversion, cursor.get(2), at, BigDecimal.ZERO, BigDecimal.ZERO, "");
    List<OrderRow> found = OrderRow.search(warehouse, conversion, q, journey, after, limit + 1);
    boolean last = found.size() <= limit;
    List<OrderRow> page = last ? found : found.subList(0, limit);
    Map<String, String> called =
        names.of(page.stream().map(row -> row.order().person()).distinct().toList());
    return Reply.ok(
        Json.page(Json.list(page, row -> row(row, called)), last ? null : cursor(page.getLast())));
  }

  private static String cursor(OrderRow row) {
    return Parameters.cursorOf(row.order().at(), row.order().person(), row.order().id());
  }

  private static Fields row(OrderRow row, Map<String, String> called) {
    Order order = row.order();
    return Json.object(
        "order", order.id(),
        "conversion", order.conversion(),
        "customer", order.person(),
        "name", called.get(order.person()),
        "at", order.at(),
        "value", Json.money(order.value(), order.currency()),
        "touches", row.touches(),
        "refunded", order.net().compareTo(order.value()) < 0);
  }

  private Reply order(Context context) {
    Parameters asked = new Parameters(context);
    String conversion = asked.required("conversion");
    if (asked.areWrong()) {
      return asked.refusal();
    }
    String id = context.pathParam("order");
    Optional<OrderStory> story = OrderStory.of(warehouse, conversion, id);
    return story
        .map(found -> Reply.ok(explained(found)))
        .orElseGet(() -> Reply.notFound("There is no order " + id));
  }

  private Fields explained(OrderStory story) {
    Order order = story.order();
    Shelf shelf = shelves.now();
    ConversionSpec spec = shelf.catalog().documents().conversions().get(order.conversion());
    PersonNow person = PersonNow.of(runtime, order.person(), clock.instant()).orElse(null);
    List<Fields> touches = touches(story, spec, person, shelf);
    BigDecimal refunded =
        story.refunds().stream().map(Refund::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Json.object(
        "order", order.id(),
        "conversion", order.conversion(),
        "conversionName", shelf.nameOf("conversion", order.conversion()),
        "customer", order.person(),
        "name", names.of(List.of(order.person())).get(order.person()),
        "at", order.at(),
        "value", Json.money(order.value(), order.currency()),
        "refunded", refunded.signum() == 0 ? null : Json.money(refunded, order.currency()),
        "lookback",
            spec == null ? "" : "within " + Phrases.span(spec.lookback(null)) + " before it",
        "revision", revision(person, order),
        "sentence", sentence(touches),
        "touches", new Items(new ArrayList<>(touches)));
  }

  private static int revision(@Nullable PersonNow person, Order order) {
    return person == null
        ? 0
        : person.customer().conversions.stream()
            .filter(one -> one.spec().equals(order.conversion()) && one.order().equals(order.id()))
            .findFirst()
            .map(Conversion::revision)
            .orElse(0);
  }

  private static String sentence(List<Fields> touches) {
    long counted =
        touches.stream().filter(touch -> touch.get("counted").equals(Value.of(true))).count();
    if (counted == 0) {
      return "No touch counts, so nobody has credit.";
    }
    long others = touches.size() - counted;
    String rest =
        others == 0 ? "" : ", and %d %s not".formatted(others, others == 1 ? "does" : "do");
    return "%s%s.".formatted(counted == 1 ? "One touch counts" : counted + " touches count", rest);
  }

  /// Those with credit, and those of the person that have none; oldest first.
  private static List<Fields> touches(
      OrderStory story, @Nullable ConversionSpec spec, @Nullable PersonNow person, Shelf shelf) {
    record At(Instant at, Fields touch) {}
    Order order = story.order();
    List<At> touches = new ArrayList<>();
    for (OrderStory.Touch touch : story.touches()) {
      boolean counted = touch.shares().stream().anyMatch(share -> share.weight().signum() > 0);
      String why =
          counted
              ? "%s before the order.".formatted(ago(touch.at(), order.at()))
              : "It counted once, and a later revision took its credit back.";
      Items credit = counted ? credit(touch, order) : new Items(List.of());
      touches.add(
          new At(
              touch.at(),
              touch(
                  touch.id(),
                  touch.at(),
                  touch.journey(),
                  touch.step(),
                  touch.channel(),
                  counted,
                  why,
                  credit,
                  shelf)));
    }
    List<Touch> others = person == null ? List.of() : person.customer().touches;
    for (Touch touch : others) {
      boolean known = story.touches().stream().anyMatch(one -> one.id().equals(touch.id()));
      if (!known && spec != null) {
        touches.add(
            new At(
                touch.at(),
                touch(
                    touch.id(),
                    touch.at(),
                    touch.journey(),
                    touch.step(),
                    touch.channel(),
                    false,
                    why(touch, spec, order),
                    new Items(List.of()),
                    shelf)));
      }
    }
    return touches.stream().sorted(Comparator.comparing(At::at)).map(At::touch).toList();
  }

  private static String why(Touch touch, ConversionSpec spec, Order order) {
    if (touch.at().isAfter(order.at())) {
      return "It came after the order.";
    }
    Duration lookback = spec.lookback(touch.stage()).approximate();
    if (touch.at().isBefore(order.at().minus(lookback))) {
      return "%s before the order; the look-back is %s."
          .formatted(ago(touch.at(), order.at()), Phrases.span(spec.lookback(touch.stage())));
    }
    return "Only messages that were at least %s count.".formatted(spec.touches().word());
  }

  private static String ago(Instant at, Instant order) {
    Duration gap = Duration.between(at, order);
    if (gap.toDays() > 1) {
      return Phrases.counted(gap.toDays(), "day");
    }
    return gap.toHours() > 1
        ? Phrases.counted(gap.toHours(), "hour")
        : Phrases.counted(Math.max(0, gap.toMinutes()), "minute");
  }

  private static Items credit(OrderStory.Touch touch, Order order) {
    return Json.list(
        touch.shares(),
        share ->
            Json.object(
                "model", share.model(),
                "weight", share.weight(),
                "value", Json.amount(share.value(), order.currency())));
  }

  private static Fields touch(
      String id,
      Instant at,
      @Nullable String journey,
      @Nullable String step,
      String channel,
      boolean counted,
      String why,
      Items credit,
      Shelf shelf) {
    return Json.object(
        "id", id,
        "at", at,
        "journey", journey,
        "journeyName", journey == null ? null : shelf.nameOf("journey", journey),
        "step", step,
        "channel", channel,
        "message", journey == null ? null : id,
        "counted", counted,
        "why", why,
        "credit", credit);
  }
}
