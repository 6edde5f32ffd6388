package dev.throughline.condition;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An event as conditions see it: the fields of `event`, `entry`, `first()` and `last()`.
public final class EventFields {
  /// Every field that an event can have.
  public static final List<String> NAMES =
      List.of(
          "anonymousId",
          "at",
          "context",
          "event",
          "groupId",
          "messageId",
          "name",
          "previousId",
          "properties",
          "receivedAt",
          "timestamp",
          "traits",
          "type",
          "userId");

  private static final EnumMap<Event.Type, Value> TYPES = new EnumMap<>(Event.Type.class);

  static {
    for (Event.Type type : Event.Type.values()) {
      TYPES.put(type, new Text(type.name().toLowerCase(Locale.ROOT)));
    }
  }

  private EventFields() {}

  static Value get(@Nullable Event event, String field) {
    if (event == null) {
      return Nothing.NOTHING;
    }
    return switch (field) {
      case "properties" -> event.properties();
      case "event", "name" -> new Text(event.name());
      case "at", "timestamp" -> moment(event.at());
      case "receivedAt" -> moment(event.receivedAt());
      case "traits" -> event.traits();
      case "context" -> event.context();
      case "type" -> TYPES.getOrDefault(event.type(), Nothing.NOTHING);
      case "messageId" -> new Text(event.messageId());
      case "userId" -> text(event.userId());
      case "anonymousId" -> text(event.anonymousId());
      case "groupId" -> text(event.groupId());
      case "previousId" -> text(event.previousId());
      default -> Nothing.NOTHING;
    };
  }

  /// The whole event; fields that it has not are left out.
  static Fields all(Event event) {
    Map<String, Value> fields = new TreeMap<>();
    for (String name : NAMES) {
      Value value = get(event, name);
      if (!value.isNothing()) {
        fields.put(name, value);
      }
    }
    return new Fields(fields);
  }

  /// In milliseconds, as the counters keep it, so that `event.at <= now` where both are one.
  private static Value moment(Instant instant) {
    Value moment = Times.bounded(Instant.ofEpochMilli(Times.ms(instant)));
    return moment == null ? Nothing.NOTHING : moment;
  }

  private static Value text(@Nullable String text) {
    return text == null ? Nothing.NOTHING : new Text(text);
  }
}
