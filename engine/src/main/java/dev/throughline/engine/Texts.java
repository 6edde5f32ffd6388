package dev.throughline.engine;

import dev.throughline.event.Value;
import java.math.BigDecimal;

/// Values as the text that keys are made of.
final class Texts {
  private Texts() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Nothing _ -> "";
      case Value.Text(String text) -> text;
      case Value.Int(long number) -> Long.toString(number);
      case Value.Decimal(BigDecimal number) -> number.stripTrailingZeros().toPlainString();
      case Value.Bool(boolean yes) -> Boolean.toString(yes);
      case Value.Moment(var at) -> at.toString();
      case Value.Span(var length) -> length.toString();
      case Value.Items items -> items.values().toString();
      case Value.Fields fields -> fields.values().toString();
    };
  }
}
