package dev.throughline.codec.cel;

import dev.throughline.condition.Expr.Window;
import dev.throughline.event.CalendarSpan;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far back a count looks, as text: a duration such as `P30D`, or `ever`.
final class WindowText {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(36_525);
  private static final Pattern SPOKEN =
      Pattern.compile("\\D*(\\d{1,5})\\s*(s|m|h|d|w|mo|y)[a-z]*\\s*", Pattern.CASE_INSENSITIVE);

  private WindowText() {}

  static Optional<Window> parse(String text) {
    if (text.equals("ever")) {
      return Optional.of(Window.EVER);
    }
    return CalendarSpan.parse(text)
        .filter(span -> span.approximate().compareTo(SHORTEST) >= 0)
        .filter(span -> span.approximate().compareTo(LONGEST) <= 0)
        .map(Window::new);
  }

  /// “30 days” is `P30D`, “24h” is `PT24H`.
  static String remedy(String text) {
    Matcher spoken = SPOKEN.matcher(text);
    if (!spoken.matches()) {
      return "Write a duration such as 'P30D' or 'PT24H', or 'ever'";
    }
    String number = spoken.group(1);
    boolean month = text.toLowerCase(Locale.ROOT).matches(".*\\d\\s*mo.*");
    String duration =
        switch (spoken.group(2).toLowerCase(Locale.ROOT)) {
          case "s" -> "PT" + number + "S";
          case "h" -> "PT" + number + "H";
          case "d" -> "P" + number + "D";
          case "w" -> "P" + number + "W";
          case "y" -> "P" + number + "Y";
          default -> month ? "P" + number + "M" : "PT" + number + "M";
        };
    return "Did you mean '%s'?".formatted(duration);
  }
}
