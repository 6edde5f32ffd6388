package dev.throughline.codec.json;

import dev.throughline.event.Value;

/// Values as JSON text and back. Numbers are exact: whole numbers within 64 bits are `Int`, all
/// others `Decimal`, digit for digit as written.
public final class JsonValues {
  /// How deep objects and lists may nest.
  public static final int MAX_DEPTH = 32;

  /// How many names one JSON value may have, over all its objects.
  public static final int MAX_KEYS = 1_000;

  /// How many digits a number may have before its exponent.
  public static final int MAX_DIGITS = 64;

  /// How many places the decimal point may be moved; `1e400` is a number, `1e999999999` an attack.
  public static final int MAX_SCALE = 1_000;

  /// What a text turned out to be.
  public sealed interface Parsed {
    record Ok(Value value) implements Parsed {}

    /// @param code `invalid_json`, `too_deep`, `too_many_keys`, `duplicate_key`, `number_too_long`
    record Wrong(String code, String message, String remedy) implements Parsed {}
  }

  private JsonValues() {}

  public static Parsed parse(String json) {
    return parse(json, MAX_KEYS);
  }

  /// The same for a text that may well have more names: one of ours, or bounded otherwise.
  public static Parsed parse(String json, int maxKeys) {
    try {
      return new Parsed.Ok(JsonSource.read(json, maxKeys));
    } catch (Refusal refusal) {
      return new Parsed.Wrong(refusal.code, refusal.message(), refusal.remedy);
    }
  }

  /// One line of JSON that `parse` reads as the same value. Moments and spans, which JSON does not
  /// have, become ISO 8601 texts.
  public static String write(Value value) {
    return JsonLine.of(value);
  }
}
