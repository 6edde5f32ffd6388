package dev.throughline.runtime;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One message on its way out: what the engine decided to send, and how far it has come.
///
/// @param id the send key; a provider gets it as the idempotency key
/// @param person the number of the person in the store
/// @param customer the person's name when it was decided
/// @param channel `email`, `sms`, `push`, …, or `webhook`
/// @param arm the variant that the run has taken, such as `test=a`; empty where there was no split
/// @param parts what is to be sent: subject, html, text, … as rendered; empty once forgotten
/// @param attempts how often it was handed over
/// @param nextAt when it may be handed over next
/// @param changedAt when the state last changed
/// @param detail what the channel said, or why it was withdrawn
public record Letter(
    String id,
    long person,
    String customer,
    String channel,
    String address,
    String journey,
    int version,
    String instance,
    String step,
    String arm,
    String purpose,
    Instant decidedAt,
    SortedMap<String, String> parts,
    State state,
    int attempts,
    Instant nextAt,
    Instant changedAt,
    String detail) {

  /// The channel of a webhook step.
  public static final String WEBHOOK = "webhook";

  /// A send's life.
  public enum State {
    DECIDED,
    IN_FLIGHT,
    SENT,
    FAILED,
    UNKNOWN,
    WITHDRAWN;

    /// Whether nothing more is to be done for it.
    public boolean isOver() {
      return this == SENT || this == FAILED || this == WITHDRAWN || this == UNKNOWN;
    }
  }

  public Letter {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  Letter at(State state, int attempts, Instant nextAt, Instant changedAt, String detail) {
    return new Letter(
        id, person, customer, channel, address, journey, version, instance, step, arm, purpose,
        decidedAt, parts, state, attempts, nextAt, changedAt, detail);
  }

  /// The same letter, of somebody who has another number in another store.
  Letter withPerson(long newPerson) {
    return new Letter(
        id, newPerson, customer, channel, address, journey, version, instance, step, arm, purpose,
        decidedAt, parts, state, attempts, nextAt, changedAt, detail);
  }

  /// Whether nothing is left that tells whom it was for or what it said.
  boolean isForgotten() {
    return customer.isEmpty();
  }

  Letter withoutContent() {
    return new Letter(
        id,
        person,
        "",
        channel,
        "",
        journey,
        version,
        instance,
        step,
        arm,
        purpose,
        decidedAt,
        Collections.emptySortedMap(),
        state,
        attempts,
        nextAt,
        changedAt,
        "");
  }

  /// As the store has it.
  public byte[] bytes() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("id", Value.of(id));
    values.put("person", Value.of(person));
    values.put("customer", Value.of(customer));
    values.put("channel", Value.of(channel));
    values.put("address", Value.of(address));
    values.put("journey", Value.of(journey));
    values.put("version", Value.of((long) version));
    values.put("instance", Value.of(instance));
    values.put("step", Value.of(step));
    values.put("arm", Value.of(arm));
    values.put("purpose", Value.of(purpose));
    values.put("decided_at", Value.of(decidedAt.toString()));
    values.put("state", Value.of(state.name()));
    values.put("attempts", Value.of((long) attempts));
    values.put("next_at", Value.of(nextAt.toString()));
    values.put("changed_at", Value.of(changedAt.toString()));
    values.put("detail", Value.of(detail));
    TreeMap<String, Value> content = new TreeMap<>();
    parts.forEach((name, text) -> content.put(name, Value.of(text)));
    values.put("parts", new Fields(content));
    return JsonValues.write(new Fields(values)).getBytes(StandardCharsets.UTF_8);
  }

  /// What `bytes` wrote.
  public static Letter of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!(JsonValues.parse(text) instanceof JsonValues.Parsed.Ok(Fields fields))) {
      throw new IllegalStateException("The store has a letter that is no JSON object");
    }
    TreeMap<String, String> parts = new TreeMap<>();
    if (fields.get("parts") instanceof Fields content) {
      content.values().keySet().forEach(name -> parts.put(name, content.text(name)));
    }
    return new Letter(
        fields.text("id"),
        number(fields, "person"),
        fields.text("customer"),
        fields.text("channel"),
        fields.text("address"),
        fields.text("journey"),
        (int) number(fields, "version"),
        fields.text("instance"),
        fields.text("step"),
        fields.text("arm"),
        fields.text("purpose"),
        Instant.parse(fields.text("decided_at")),
        parts,
        State.valueOf(fields.text("state")),
        (int) number(fields, "attempts"),
        Instant.parse(fields.text("next_at")),
        Instant.parse(fields.text("changed_at")),
        fields.text("detail"));
  }

  private static long number(Fields fields, String name) {
    return fields.get(name) instanceof Int(long number) ? number : 0;
  }
}
