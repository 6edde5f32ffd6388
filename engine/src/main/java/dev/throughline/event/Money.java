package dev.throughline.event;

import java.math.BigDecimal;
import java.util.Currency;

/// An exact amount in one currency (ISO 4217 code). Never a double.
public record Money(BigDecimal amount, String currency) {
  /// How many digits the smallest unit of the currency has: 2 for EUR, 0 for JPY; 2 if unknown.
  public static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException _) {
      return 2;
    }
  }
}
