package dev.throughline.exchange;

import dev.throughline.catalog.Audience;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Text;
import dev.throughline.message.Feedback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A profile as the events that make it again elsewhere: traits and consent with the times at which
/// they were said, so that what is newer there stays.
final class ProfileEvents {
  private static final String ALL = "*";

  private final Fields profile;
  private final List<String> visitors;
  private final List<String> lines = new ArrayList<>();

  private ProfileEvents(Fields profile) {
    this.profile = profile;
    this.visitors = texts(profile.get("anonymous_ids"));
  }

  /// One event a line; none for somebody whom nothing names, since nothing could name them there.
  static List<String> of(Fields profile) {
    ProfileEvents events = new ProfileEvents(profile);
    if (!profile.get("user_id").isNothing() || !events.visitors.isEmpty()) {
      events.identify();
      events.device();
      events.account();
      events.consent();
      events.audiences();
    }
    return events.lines;
  }

  /// The ids, and the traits of each moment.
  private void identify() {
    String visitor = visitors.isEmpty() ? null : visitors.getFirst();
    TreeMap<Instant, TreeMap<String, Value>> byTime = new TreeMap<>();
    if (profile.get("traits") instanceof Fields(var traits)) {
      traits.forEach((name, said) -> {
        if (said instanceof Fields trait) {
          byTime
              .computeIfAbsent(at(trait, "at"), _ -> new TreeMap<>())
              .put(name, trait.get("value"));
        }
      });
    }
    if (byTime.isEmpty()) {
      byTime.put(at(profile, "created_at"), new TreeMap<>());
    }
    byTime.forEach((at, traits) -> add("identify", visitor, at, "traits", new Fields(traits)));
    for (int i = 1; i < visitors.size(); i++) {
      add("identify", visitors.get(i), at(profile, "created_at"), "traits", Fields.EMPTY);
    }
  }

  private void device() {
    if (profile.get("device") instanceof Fields device) {
      TreeMap<String, Value> context = new TreeMap<>();
      context.put("device", without(device, "at"));
      add("identify", null, at(device, "at"), "context", new Fields(context));
    }
  }

  private void account() {
    if (profile.get("account") instanceof Fields account) {
      Map<String, Value> event = event("group", null, at(account, "at"));
      event.put("groupId", account.get("id"));
      event.put("traits", account.get("traits"));
      write(event);
    }
  }

  private void consent() {
    if (profile.get("consent") instanceof Items(var decisions)) {
      for (Value decision : decisions) {
        if (decision instanceof Fields said) {
          boolean granted = said.get("granted").equals(Value.of(true));
          TreeMap<String, Value> topic = new TreeMap<>(said.values());
          topic.values().removeIf(Value.of(ALL)::equals);
          topic.remove("granted");
          topic.remove("at");
          String name = granted ? "Subscribed" : Feedback.UNSUBSCRIBED;
          track(name, at(said, "at"), new Fields(topic));
        }
      }
    }
  }

  private void audiences() {
    for (String audience : texts(profile.get("audiences"))) {
      TreeMap<String, Value> named = new TreeMap<>();
      named.put(Audience.KEY, Value.of(audience));
      track(Audience.ENTERED, at(profile, "created_at"), new Fields(named));
    }
  }

  private void track(String name, Instant at, Fields properties) {
    Map<String, Value> event = event("track", null, at);
    event.put("event", Value.of(name));
    event.put("properties", properties);
    write(event);
  }

  private void add(String type, @Nullable String visitor, Instant at, String name, Value value) {
    Map<String, Value> event = event(type, visitor, at);
    event.put(name, value);
    write(event);
  }

  private Map<String, Value> event(String type, @Nullable String visitor, Instant at) {
    TreeMap<String, Value> event = new TreeMap<>();
    event.put("type", Value.of(type));
    event.put("timestamp", Value.of(at.toString()));
    if (profile.get("user_id") instanceof Text user) {
      event.put("userId", user);
    }
    boolean nameless = !event.containsKey("userId") && visitor == null;
    String shown = nameless ? visitors.getFirst() : visitor;
    if (shown != null) {
      event.put("anonymousId", Value.of(shown));
    }
    return event;
  }

  /// The id comes from the content: the same profile exported twice is the same events.
  private void write(Map<String, Value> event) {
    String draft = JsonValues.write(new Fields(event));
    event.put("messageId", Value.of("profile-" + StableHash.hex(draft)));
    lines.add(JsonValues.write(new Fields(event)));
  }

  private static Fields without(Fields fields, String name) {
    TreeMap<String, Value> values = new TreeMap<>(fields.values());
    values.remove(name);
    return new Fields(values);
  }

  static List<String> texts(Value value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Items(var items)) {
      for (Value item : items) {
        if (item instanceof Text(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static Instant at(Fields fields, String name) {
    String text = fields.text(name);
    return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
  }
}
