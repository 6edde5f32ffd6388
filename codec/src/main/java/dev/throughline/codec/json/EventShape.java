package dev.throughline.codec.json;

import dev.throughline.codec.json.EventLine.Parsed;
import dev.throughline.engine.Identity;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JSON object read as one of Segment's calls. Throws `Refusal` where it is none.
final class EventShape {
  static final String START = "start";
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  final Fields fields;
  private final Wrapping wrapping;

  EventShape(Fields fields, Wrapping wrapping) {
    this.fields = fields;
    this.wrapping = wrapping;
  }

  static String typeOf(Event.Type type) {
    return switch (type) {
      case TRACK -> "track";
      case IDENTIFY -> "identify";
      case PAGE -> "page";
      case SCREEN -> "screen";
      case GROUP -> "group";
      case ALIAS -> "alias";
    };
  }

  Parsed parsed() {
    String type = type();
    String userId = person("userId");
    String anonymousId = person("anonymousId");
    if (userId == null && anonymousId == null) {
      throw new Refusal(
          "no_identity",
          "The event says of nobody: it has neither userId nor anonymousId",
          "Send at least one of the two");
    }
    if (type.equals(START) && wrapping.takesStarts()) {
      Instant at = wrapping.times(this).at();
      return new Parsed.Start(
          wrapping.messageId(this), userId, anonymousId, journey(), object("properties"), at);
    }
    return new Parsed.Ok(event(typeNamed(type), userId, anonymousId));
  }

  private Event event(Event.Type type, @Nullable String userId, @Nullable String anonymousId) {
    Wrapping.Times times = wrapping.times(this);
    Fields context = wrapping.context(object("context"), times);
    Fields traits = object("traits");
    return new Event(
        wrapping.messageId(this),
        type,
        Event.nameOf(type, type == Event.Type.TRACK ? trackName() : ""),
        userId,
        anonymousId,
        type == Event.Type.ALIAS ? required("previousId", "no_previous_id") : id("previousId"),
        type == Event.Type.GROUP ? required("groupId", "no_group_id") : id("groupId"),
        properties(type),
        type == Event.Type.IDENTIFY ? PhoneNumbers.normalised(traits) : traits,
        context,
        times.at(),
        times.receivedAt(),
        context.get(EventLine.HISTORY).equals(Value.of(true)));
  }

  private String type() {
    String implied = wrapping.type();
    if (implied != null) {
      return implied;
    }
    Value type = fields.get("type");
    if (type instanceof Text(String text)) {
      return text;
    }
    if (type.isNothing() && !fields.get("event").isNothing()) {
      return "track";
    }
    throw new Refusal(
        "no_type",
        "The event has no type",
        "Send type: identify, track, page, screen, group or alias");
  }

  private static Event.Type typeNamed(String text) {
    return switch (text) {
      case "track" -> Event.Type.TRACK;
      case "identify" -> Event.Type.IDENTIFY;
      case "page" -> Event.Type.PAGE;
      case "screen" -> Event.Type.SCREEN;
      case "group" -> Event.Type.GROUP;
      case "alias" -> Event.Type.ALIAS;
      default ->
          throw new Refusal(
              "unknown_type",
              "There is no type \"%s\"".formatted(text),
              "Use identify, track, page, screen, group or alias, in lower case");
    };
  }

  private String trackName() {
    String name = id("event");
    if (name == null) {
      throw new Refusal(
          "no_event",
          "A track call needs the name of its event",
          "Send event: \"Order Completed\"");
    }
    return name;
  }

  /// Segment's `page` and `screen` carry their name and category beside the properties.
  private Fields properties(Event.Type type) {
    Fields properties = object("properties");
    if (type != Event.Type.PAGE && type != Event.Type.SCREEN) {
      return properties;
    }
    TreeMap<String, Value> values = new TreeMap<>(properties.values());
    for (String name : List.of("name", "category")) {
      if (fields.get(name) instanceof Text text) {
        values.putIfAbsent(name, text);
      }
    }
    return new Fields(values);
  }

  private String journey() {
    String key = id("journey");
    if (key == null || !KEY.matcher(key).matches()) {
      throw new Refusal(
          "bad_journey",
          "A start needs the key of its journey",
          "Send journey: \"cart-recovery\", as the catalog spells it");
    }
    return key;
  }

  private String required(String name, String code) {
    String id = id(name);
    if (id == null) {
      throw new Refusal(
          code, "A call of this type needs " + name, "Send %s as a text".formatted(name));
    }
    return id;
  }

  /// An id such as "undefined" says of nobody, and must not make one person of many.
  private @Nullable String person(String name) {
    String id = id(name);
    return id == null || Identity.namesNobody(id) ? null : id;
  }

  @Nullable String id(String name) {
    return switch (fields.get(name)) {
      case Nothing _ -> null;
      case Text(String id) when id.isBlank() ->
          throw new Refusal("blank_id", name + " is empty", "Leave it out where it is not known");
      case Text(String id) when id.length() > EventLine.MAX_ID ->
          throw new Refusal(
              "id_too_long",
              "%s is longer than %d characters".formatted(name, EventLine.MAX_ID),
              "Send a shorter one");
      case Text(String id) -> id;
      case Int _, Decimal _ ->
          throw new Refusal(
              "id_not_text",
              name + " is a number",
              "Send it as a text, in double quotes: 7 and 7.0 would be two people");
      case Value _ ->
          throw new Refusal("id_not_text", name + " is not a text", "Send it in double quotes");
    };
  }

  private Fields object(String name) {
    return switch (fields.get(name)) {
      case Nothing _ -> Fields.EMPTY;
      case Fields object -> object;
      case Value _ ->
          throw new Refusal(
              "not_an_object", name + " is not an object", "Send %s: {…}".formatted(name));
    };
  }

  @Nullable Instant moment(String name) {
    Value value = fields.get(name);
    if (value.isNothing()) {
      return null;
    }
    Instant at = value instanceof Text(String text) ? Timestamps.parse(text) : null;
    if (at == null) {
      String what = value instanceof Text ? "not an ISO 8601 time with its zone" : "not a text";
      throw new Refusal(
          "bad_timestamp",
          "%s is %s".formatted(name, what),
          "Write it like \"2026-01-05T09:00:00Z\" or \"2026-01-05T10:00:00+01:00\"");
    }
    return at;
  }
}
