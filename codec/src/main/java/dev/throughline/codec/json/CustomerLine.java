package dev.throughline.codec.json;

import dev.throughline.customer.Account;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Device;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Message;
import dev.throughline.customer.PendingRefund;
import dev.throughline.customer.Run;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Touch;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The state of one person as one readable line of JSON, its names in a fixed order.
public final class CustomerLine {
  private CustomerLine() {}

  public static String write(Customer customer) {
    JsonLine line = JsonLine.start().text("customer", customer.id.value());
    line.instant("created", customer.createdAt);
    if (customer.erased) {
      line.flag("erased", true);
    }
    if (customer.arms.values().stream().anyMatch(Arm::contaminated)) {
      line.flag("contaminated", true);
    }
    who(line, customer);
    consent(line, customer);
    line.texts("segments", names(customer));
    journeys(line, customer);
    map(line, "counters", customer.tallies, (each, tally) -> line.number(each, tally.count()));
    map(line, "sums", sums(customer), (each, tally) -> line.number(each, tally.sum()));
    messages(line, customer);
    line.objects("touches", customer.touches, CustomerLine::touch);
    line.objects("conversions", customer.conversions, CustomerLine::conversion);
    if (!customer.pendingRefunds.isEmpty()) {
      line.objects("pending_refunds", customer.pendingRefunds, CustomerLine::pending);
    }
    caps(line, customer);
    return line.texts("audiences", customer.audiences).number("facts", customer.facts).end();
  }

  private static void who(JsonLine line, Customer customer) {
    line.texts("identifiers", customer.identifiers.stream().map(Identifier::toString).toList());
    map(line, "traits", customer.traits, (name, trait) -> line.value(name, trait.value()));
    Account account = customer.account;
    if (account != null) {
      line.object(
          "account",
          () ->
              line.text("id", account.id())
                  .value("traits", account.traits())
                  .instant("at", account.at()));
    }
    Device device = customer.device;
    if (device != null) {
      line.object(
          "device",
          () ->
              line.text("token", device.token())
                  .text("type", device.type())
                  .instant("at", device.at()));
    }
  }

  private static void consent(JsonLine line, Customer customer) {
    line.objects(
        "consent",
        customer.consents.all().entrySet(),
        (each, said) ->
            each.text("purpose", said.getKey().purpose())
                .text("channel", said.getKey().channel())
                .flag("granted", said.getValue().granted())
                .instant("at", said.getValue().at()));
    map(line, "bad_addresses", customer.badAddresses, line::text);
  }

  private static Iterable<String> names(Customer customer) {
    return customer.segments.entrySet().stream()
        .filter(segment -> segment.getValue().in())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void journeys(JsonLine line, Customer customer) {
    line.objects("journeys", customer.instances, CustomerLine::instance);
    map(line, "runs", customer.runs, (journey, run) -> line.object(journey, () -> run(line, run)));
    map(line, "paused", customer.paused, line::instant);
    map(line, "offers", customer.offers, (offer, times) -> line.number(offer, times));
    map(line, "arms", customer.arms, (key, arm) -> line.object(key, () -> arm(line, arm)));
  }

  private static void instance(JsonLine line, Instance instance) {
    // What is merely the engine's bookkeeping stays out: this line is for people.
    line.text("journey", instance.journey)
        .number("version", instance.version)
        .text("instance", instance.id)
        .text("value", instance.value.isEmpty() ? null : instance.value)
        .text("step", instance.step)
        .instant("entered", instance.enteredAt)
        .instant("since", instance.arrivedAt)
        .instant("due", instance.dueAt)
        .instant("deadline", instance.deadline)
        .text("held", instance.held)
        .text("held_by", instance.heldBy)
        .number("messages", instance.messages);
    if (instance.suspended) {
      line.flag("suspended", true);
    }
  }

  private static void run(JsonLine line, Run run) {
    line.instant("entered", run.enteredAt())
        .instant("exited", run.exitedAt())
        .number("times", run.times());
  }

  private static void arm(JsonLine line, Arm arm) {
    line.text("arm", arm.name()).instant("exposed", arm.exposedAt());
    if (arm.contaminated()) {
      line.flag("contaminated", true);
    }
  }

  private static SortedMap<String, Tally> sums(Customer customer) {
    TreeMap<String, Tally> summed = new TreeMap<>(customer.tallies);
    summed.values().removeIf(tally -> tally.sum().signum() == 0);
    return summed;
  }

  private static void messages(JsonLine line, Customer customer) {
    line.objects(
        "messages",
        customer.messages,
        (each, message) ->
            each.text("id", message.id())
                .text("journey", message.journey())
                .text("step", message.step())
                .text("channel", message.channel())
                .text("outcome", outcome(message.outcome()))
                .instant("at", message.decidedAt()));
  }

  private static String outcome(Message.Outcome outcome) {
    return switch (outcome) {
      case SENT -> "sent";
      case GHOST -> "ghost";
      case HELD -> "held";
      case DROPPED -> "dropped";
    };
  }

  private static void touch(JsonLine line, Touch touch) {
    line.text("touch", touch.id())
        .text("status", touch.status().word())
        .instant("at", touch.at())
        .text("journey", touch.journey())
        .text("step", touch.step())
        .text("stage", touch.stage())
        .text("channel", touch.channel())
        .text("arm", touch.exposure().arm())
        .texts("segments", touch.exposure().segments());
  }

  private static void conversion(JsonLine line, Conversion conversion) {
    line.text("conversion", conversion.spec())
        .text("order", conversion.order())
        .instant("at", conversion.at())
        .number("value", conversion.value())
        .text("currency", conversion.currency())
        .number("refunded", conversion.refunded())
        .number("revision", conversion.revision())
        .objects(
            "credits",
            conversion.credits(),
            (each, credited) ->
                each.text("model", credited.model())
                    .text("touch", credited.touch().id())
                    .number("weight", credited.weight())
                    .number("value", credited.value()));
  }

  private static void pending(JsonLine line, PendingRefund refund) {
    line.text("conversion", refund.conversion())
        .text("order", refund.order())
        .instant("at", refund.at());
    if (refund.amount() != null) {
      line.number("value", refund.amount());
    }
  }

  private static void caps(JsonLine line, Customer customer) {
    line.objects(
        "caps",
        customer.reservations,
        (each, place) ->
            each.text("message", place.message())
                .instant("at", place.at())
                .text("channel", place.channel())
                .text("purpose", place.purpose())
                .text("journey", place.journey())
                .texts("tags", place.tags())
                .flag("ghost", place.ghost()));
  }

  private static <T> void map(
      JsonLine line, String name, SortedMap<String, T> values, BiConsumer<String, T> each) {
    line.object(name, () -> values.forEach(each));
  }
}
