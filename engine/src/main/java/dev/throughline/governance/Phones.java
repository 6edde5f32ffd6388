package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.event.Value;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Phone numbers in E.164, from that or from a simple national form with a known country.
final class Phones {
  private static final Pattern NOISE = Pattern.compile("[\\s\\u00a0()./\\u2010-\\u2015-]+");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern NATIONAL = Pattern.compile("[0-9]{4,15}");
  private static final int MAX_CHARS = 40;

  /// Their numbers keep a leading zero abroad too.
  private static final Set<String> ZERO_KEPT = Set.of("IT", "SM", "VA");

  /// Countries whose trunk prefix is 8, before ten digits.
  private static final Set<String> TRUNK_EIGHT = Set.of("RU", "KZ");

  private static final int LONG_NATIONAL_DIGITS = 11;

  private Phones() {}

  static Optional<String> of(Customer customer) {
    Optional<String> country = Traits.country(customer);
    return switch (Traits.value(customer, "phone")) {
      case Value.Text(String text) -> international(text, country.orElse(""));
      case Value.Int(long digits) -> international(String.valueOf(digits), country.orElse(""));
      case Value.Nothing _,
          Value.Bool _,
          Value.Decimal _,
          Value.Moment _,
          Value.Span _,
          Value.Items _,
          Value.Fields _ ->
          Optional.empty();
    };
  }

  /// @param country ISO 3166 code; empty if unknown
  static Optional<String> international(String written, String country) {
    if (written.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String stripped = written.strip();
    boolean abroad = stripped.startsWith("+") || stripped.startsWith("00");
    // As in "+49 (0)170": the trunk prefix for callers at home.
    String dialled = abroad ? stripped.replace("(0)", "") : stripped;
    String digits = NOISE.matcher(dialled).replaceAll("");
    if (digits.startsWith("00")) {
      digits = "+" + digits.substring(2);
    }
    if (digits.startsWith("+")) {
      return Optional.of(digits).filter(number -> E164.matcher(number).matches());
    }
    String national = digits;
    if (!NATIONAL.matcher(national).matches()) {
      return Optional.empty();
    }
    return CallingCodes.of(country)
        .map(code -> "+" + code + withoutTrunk(national, country, code))
        .filter(number -> E164.matcher(number).matches());
  }

  private static String withoutTrunk(String national, String country, String code) {
    boolean isLong = national.length() == LONG_NATIONAL_DIGITS;
    if (code.equals("1")) {
      return isLong && national.startsWith("1") ? national.substring(1) : national;
    }
    if (TRUNK_EIGHT.contains(country) && isLong && national.startsWith("8")) {
      return national.substring(1);
    }
    return national.startsWith("0") && !ZERO_KEPT.contains(country)
        ? national.substring(1)
        : national;
  }
}
