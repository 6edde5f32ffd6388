package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.Tag;

/// What a scalar of the YAML core schema means as a JSON value.
sealed interface ScalarText {
  int MAX_DIGITS = 100;

  record Ok(Value value) implements ScalarText {}

  record Wrong() implements ScalarText {}

  static ScalarText read(Tag tag, String text) {
    if (tag.equals(Tag.STR)) {
      return new Ok(Value.of(text));
    }
    if (tag.equals(Tag.NULL)) {
      return new Ok(Value.Nothing.NOTHING);
    }
    if (tag.equals(Tag.BOOL)) {
      return new Ok(Value.of(text.equalsIgnoreCase("true")));
    }
    try {
      if (text.length() <= MAX_DIGITS && tag.equals(Tag.INT)) {
        return whole(text);
      }
      if (text.length() <= MAX_DIGITS && tag.equals(Tag.FLOAT)) {
        return decimal(text);
      }
    } catch (NumberFormatException _) {
      // `.inf`, `.nan` and `!!int abc`, which have no JSON value.
    }
    return new Wrong();
  }

  private static ScalarText whole(String text) {
    BigInteger number;
    if (text.startsWith("0x")) {
      number = new BigInteger(text.substring(2), 16);
    } else if (text.startsWith("0o")) {
      number = new BigInteger(text.substring(2), 8);
    } else {
      number = new BigInteger(text);
    }
    return new Ok(
        number.bitLength() < Long.SIZE
            ? Value.of(number.longValue())
            : Value.of(new BigDecimal(number)));
  }

  private static ScalarText decimal(String text) {
    BigDecimal number = new BigDecimal(text);
    return Math.abs((long) number.scale()) <= MAX_DIGITS ? new Ok(Value.of(number)) : new Wrong();
  }
}
