package dev.throughline.codec.liquid;

import static dev.throughline.codec.liquid.Coercion.number;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Filters over numbers, exact: whole numbers stay whole, decimals never pass through binary.
final class NumberFilters {
  private static final int MAX_PLACES = 100;

  static final List<Filter> ALL =
      List.of(
          Filter.of("abs", 0, 0, (in, _) -> Coercion.value(number(in).abs())),
          Filter.of("at_least", 1, 1, (in, to) -> Coercion.value(number(in).max(number(to.at(0))))),
          Filter.of("at_most", 1, 1, (in, to) -> Coercion.value(number(in).min(number(to.at(0))))),
          Filter.of("ceil", 0, 0, (in, _) -> whole(in, RoundingMode.CEILING)),
          Filter.of("floor", 0, 0, (in, _) -> whole(in, RoundingMode.FLOOR)),
          Filter.of("round", 0, 1, NumberFilters::round),
          Filter.of(
              "plus",
              1,
              1,
              (in, to) -> Coercion.value(number(in).add(number(to.at(0)), MathContext.DECIMAL128))),
          Filter.of(
              "minus",
              1,
              1,
              (in, to) ->
                  Coercion.value(number(in).subtract(number(to.at(0)), MathContext.DECIMAL128))),
          Filter.of(
              "times",
              1,
              1,
              (in, to) ->
                  Coercion.value(number(in).multiply(number(to.at(0)), MathContext.DECIMAL128))),
          Filter.of("divided_by", 1, 1, NumberFilters::divide),
          Filter.of("modulo", 1, 1, NumberFilters::modulo));

  private NumberFilters() {}

  private static Value whole(Value input, RoundingMode rounding) {
    return Coercion.value(number(input).setScale(0, rounding));
  }

  private static Value round(Value input, Arguments to) {
    int places = Math.clamp(to.whole(0, 0), 0, MAX_PLACES);
    BigDecimal number = number(input);
    return Coercion.value(
        number.scale() <= places ? number : number.setScale(places, RoundingMode.HALF_UP));
  }

  /// Two whole numbers divide to the whole number below, as in Liquid.
  private static Value divide(Value input, Arguments to) {
    BigDecimal dividend = number(input);
    BigDecimal divisor = divisor(to);
    if (dividend.scale() <= 0 && divisor.scale() <= 0) {
      BigDecimal[] parts = dividend.divideAndRemainder(divisor);
      boolean below = parts[1].signum() * divisor.signum() < 0;
      return Coercion.value((below ? parts[0].subtract(BigDecimal.ONE) : parts[0]).setScale(0));
    }
    BigDecimal quotient = dividend.divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
    return Coercion.value(quotient.setScale(Math.max(1, quotient.scale())));
  }

  /// With the sign of the divisor, as in Liquid.
  private static Value modulo(Value input, Arguments to) {
    BigDecimal divisor = divisor(to);
    BigDecimal rest = number(input).remainder(divisor);
    return Coercion.value(rest.signum() * divisor.signum() < 0 ? rest.add(divisor) : rest);
  }

  private static BigDecimal divisor(Arguments to) {
    BigDecimal divisor = number(to.at(0));
    if (divisor.signum() == 0) {
      throw new Stopped("the template divides by zero");
    }
    return divisor;
  }
}
