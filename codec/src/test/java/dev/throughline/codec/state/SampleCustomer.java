package dev.throughline.codec.state;

import dev.throughline.customer.Account;
import dev.throughline.customer.Activity;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Consents.Topic;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Conversion.Credited;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Device;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Membership;
import dev.throughline.customer.Message;
import dev.throughline.customer.PendingRefund;
import dev.throughline.customer.Reservation;
import dev.throughline.customer.Run;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person with something in every field: what the golden files hold, each as far as its version
/// knew the fields.
public final class SampleCustomer {
  private static final Instant T = Instant.parse("2026-01-05T09:00:00Z");

  private SampleCustomer() {}

  public static Customer rich() {
    return rich(CustomerBytes.VERSION);
  }

  /// The person as the bytes of an older version keep them.
  static Customer rich(int version) {
    Customer customer = new Customer(new CustomerId("u1"));
    customer.known = true;
    person(customer);
    history(customer);
    if (version >= 2) {
      customer.recent.add(new Activity("Pricing Viewed", T.minusSeconds(60)));
    }
    customer.instances.add(instance(version));
    customer.runs.put("welcome", new Run(T, null, 1));
    customer.runs.put("cart-recovery/c1", new Run(T.plusSeconds(60), T.plusSeconds(90), 3));
    customer.paused.put("welcome", T.plusSeconds(5));
    customer.alarms.put("renewal", T.plusSeconds(86_400));
    sends(customer, version);
    customer.arms.put("global", new Arm(Arm.TREATED, T, false));
    customer.arms.put("cart-recovery", new Arm(Arm.HOLDOUT, T.plusMillis(1), true));
    customer.offers.put("ten-off", 2);
    customer.createdAt = T.minusSeconds(1);
    customer.erased = true;
    customer.facts = 300;
    customer.clock = T.plusNanos(1);
    return customer;
  }

  private static void person(Customer customer) {
    customer.identifiers.add(Identifier.user("u1"));
    customer.identifiers.add(new Identifier("email", "ann@shop.example"));
    customer.traits.put("name", new Trait(Value.of("Änn 😀"), T));
    customer.traits.put("everything", new Trait(everything(), T.plusSeconds(1)));
    customer.account = new Account("g1", new Fields(Map.of("plan", Value.of("pro"))), T);
    customer.consents.decide(new Topic("marketing", "email"), new Decision(true, T));
    customer.consents.decide(new Topic("*", "sms"), new Decision(false, T.plusSeconds(2)));
    customer.badAddresses.put("email:old@shop.example", "bounced");
    customer.device = new Device("token", "ios", T.plusSeconds(3));
  }

  private static Value everything() {
    return new Fields(
        Map.of(
            "nothing",
            Nothing.NOTHING,
            "no",
            Value.of(false),
            "yes",
            Value.of(true),
            "int",
            Value.of(Long.MIN_VALUE),
            "decimal",
            Value.of(new BigDecimal("-12345678901234567890.0100")),
            "moment",
            new Moment(T),
            "span",
            new Span(Duration.ofSeconds(-3, 5)),
            "items",
            new Items(List.of(Value.of(1), new Items(List.of()), Fields.EMPTY))));
  }

  private static void history(Customer customer) {
    Tally summed = new Tally();
    for (int i = 0; i < 3; i++) {
      summed.add(T.plusSeconds(i), i == 1 ? null : new BigDecimal("19.99"));
    }
    summed.restoreForgotten(2, new BigDecimal("7.50"));
    customer.tallies.put("Order Completed|sum:total", summed);
    Tally counted = new Tally();
    counted.add(T, null);
    customer.tallies.put("Page Viewed", counted);
    customer.first.put("Order Completed", event("m1", Event.Type.TRACK));
    customer.last.put("Order Completed", event("m1", Event.Type.TRACK));
    customer.last.put("Alias", event("m2", Event.Type.ALIAS));
    for (Event.Type type : Event.Type.values()) {
      customer.session.add(event("s-" + type, type));
    }
    customer.segments.put("lapsed", new Membership(true, T, T.plusSeconds(7)));
    customer.segments.put("vip", new Membership(false, null, null));
    customer.recheckAt = T.plusSeconds(7);
    customer.audiences.add("abandoners");
  }

  private static Event event(String id, Event.Type type) {
    @Nullable String previous = type == Event.Type.ALIAS ? "old" : null;
    @Nullable String group = type == Event.Type.GROUP ? "g1" : null;
    return new Event(
        id,
        type,
        Event.nameOf(type, "Order Completed"),
        "u1",
        "a1",
        previous,
        group,
        new Fields(Map.of("total", Value.of(new BigDecimal("19.99")))),
        new Fields(Map.of("name", Value.of("Ann"))),
        new Fields(Map.of("ip", Value.of("1.2.3.4"))),
        T,
        T.plusMillis(5),
        type == Event.Type.TRACK);
  }

  private static Instance instance(int version) {
    Event entry = event("m1", Event.Type.TRACK);
    Instance instance = new Instance("i1", "cart-recovery", 2, "c1", T, entry, "cool-off");
    instance.step = "opened";
    instance.arrivedAt = T.plusSeconds(3_600);
    instance.previousArrivedAt = T.plusSeconds(1_800);
    instance.dueAt = T.plusSeconds(7_200);
    instance.deadline = T.plusSeconds(90_000);
    instance.recheckAt = T.plusSeconds(8_000);
    instance.held = "i1/remind/1";
    instance.suspended = true;
    instance.releaseAt = T.plusSeconds(9_000);
    instance.heldBy = "open_escalation";
    instance.messages = 2;
    instance.arrivals.put("remind", 1);
    instance.seen.put("opened", T.plusSeconds(10));
    instance.sent.put("remind", "i1/remind/1");
    instance.skipped.add("nudge");
    instance.chosen.put("offer", "ten-off");
    if (version >= 2) {
      instance.arms.put("test", "a");
    }
    return instance;
  }

  private static void sends(Customer customer, int version) {
    for (Message.Outcome outcome : Message.Outcome.values()) {
      boolean sent = outcome == Message.Outcome.SENT;
      customer.messages.add(
          new Message(
              "i1/remind/" + outcome,
              "cart-recovery",
              2,
              "i1",
              "remind",
              sent ? "email" : null,
              "marketing",
              T,
              T.plusSeconds(1),
              outcome,
              sent ? "ann@shop.example" : "",
              sent ? exposure(version) : Exposure.NONE));
    }
    customer.reservations.add(
        new Reservation(
            "i1/remind/1",
            T,
            "email",
            "marketing",
            "cart-recovery",
            version < 2 ? List.of() : List.of("newsletter", "spring"),
            true));
    for (Touch.Status status : Touch.Status.values()) {
      customer.touches.add(touch(status, version));
    }
    customer.conversions.add(
        new Conversion(
            "order",
            "o1",
            T,
            new BigDecimal("49.90"),
            "EUR",
            new BigDecimal("9.90"),
            2,
            List.of(
                new Credited(
                    "linear",
                    touch(Touch.Status.CLICKED, version),
                    new BigDecimal("0.333333333333"),
                    new BigDecimal("16.63")))));
    if (version >= 2) {
      customer.pendingRefunds.add(
          new PendingRefund("order", "o2", new BigDecimal("5.00"), T, T.plusSeconds(4)));
    }
  }

  private static Exposure exposure(int version) {
    return version < 2 ? Exposure.NONE : new Exposure("test=a", List.of("lapsed", "vip"));
  }

  private static Touch touch(Touch.Status status, int version) {
    return status == Touch.Status.VISIT
        ? new Touch("v1", status, T, null, 0, null, null, "google/cpc", Exposure.NONE)
        : new Touch(
            "i1/" + status,
            status,
            T,
            "cart-recovery",
            2,
            "remind",
            "retention",
            "email",
            exposure(version));
  }
}
