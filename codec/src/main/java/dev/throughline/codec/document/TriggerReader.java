package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.journey.Trigger;
import dev.throughline.journey.Trigger.EventMatch;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `entry.on`: one of the forms of a trigger, and nothing of the others.
final class TriggerReader {
  /// The code of a field that belongs to another form.
  static final String FOREIGN = "foreign-field";

  private TriggerReader() {}

  static Trigger read(Item on) {
    if (on.get("event").given()) {
      only(on, "an event", "event", "where");
      return new Trigger.OnEvent(match(on, Place.EVENT));
    }
    if (on.get("schedule").given()) {
      only(on, "a schedule", "schedule", "segment");
      Item segment = on.get("segment");
      return new Trigger.OnSchedule(
          CronReader.read(on.get("schedule")),
          segment.given() ? segment.key(Kind.SEGMENT, Severity.ERROR) : null);
    }
    if (on.get("segment").given()) {
      only(on, "a segment", "segment", "change");
      required(on, "change", "Add 'change: entered' or 'change: left'.");
      String segment = on.get("segment").key(Kind.SEGMENT, Severity.ERROR);
      return new Trigger.OnSegment(segment, !on.get("change").is("left"));
    }
    if (on.get("attribute").given()) {
      only(on, "an attribute", "attribute", "from", "to");
      return new Trigger.OnAttribute(
          on.get("attribute").text(""), valueOrNull(on.get("from")), valueOrNull(on.get("to")));
    }
    if (on.get("score").given()) {
      only(on, "a score", "score", "crosses", "direction");
      required(on, "crosses", "Add the threshold, such as 'crosses: 0.7'.");
      return new Trigger.OnScore(
          on.get("score").text(""), on.get("crosses").number(), !on.get("direction").is("down"));
    }
    if (on.get("date").given()) {
      only(on, "a date", "date", "offset", "at");
      LocalTime at = on.get("at").time();
      return new Trigger.OnDate(
          Text.expression(on.get("date"), Place.PERSON),
          on.get("offset").offset(CalendarSpan.ZERO),
          at == null ? LocalTime.MIDNIGHT : at);
    }
    if (on.get("api").given()) {
      only(on, "a call", "api");
    }
    return new Trigger.OnApi();
  }

  static EventMatch match(Item item, Place where) {
    return new EventMatch(
        item.get("event").text(""), Text.conditionOrNull(item.get("where"), where));
  }

  private static @Nullable Value valueOrNull(Item item) {
    return item.given() ? item.value() : null;
  }

  /// Says which fields do not go with the form that was chosen.
  static void only(Item item, String form, String... names) {
    Set<String> allowed = Set.copyOf(List.of(names));
    item.entries()
        .forEach((name, field) -> {
          if (!allowed.contains(name)) {
            field.error(
                "foreign-field",
                "'%s' does not go with %s.".formatted(name, form),
                "Remove it; here belong " + String.join(", ", names) + ".");
          }
        });
  }

  private static void required(Item item, String name, String remedy) {
    if (!item.get(name).given()) {
      item.error("missing-field", "The trigger has no '%s'.".formatted(name), remedy);
    }
  }
}
