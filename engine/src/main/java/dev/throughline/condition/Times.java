package dev.throughline.condition;

import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Moments and spans of conditions: from text, within bounds, in milliseconds.
public final class Times {
  private static final long MIN_SECOND = LocalDate.of(1, 1, 1).toEpochDay() * 86_400;
  private static final long MAX_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400 - 1;
  private static final long MAX_SPAN_SECONDS = 10_000L * 366 * 86_400;
  private static final int MAX_SPAN_TEXT_LENGTH = 60;
  private static final Pattern SPAN_PART =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(h|ms|m|s|us|ns)");

  private Times() {}

  /// The instant that a text names: `2026-03-01`, `2026-03-01T09:30`, `2026-03-01T09:30:00.250Z`,
  /// `2026-03-01 09:30:00+02:00`. Without an offset it is meant in `zone`; a date is its start.
  public static Optional<Instant> parse(String text, ZoneId zone) {
    return Optional.ofNullable(moment(text, zone));
  }

  /// Whether a text names the same instant in every zone.
  public static boolean isAbsolute(String text) {
    Instant west = moment(text, ZoneOffset.MIN);
    return west != null && west.equals(moment(text, ZoneOffset.MAX));
  }

  /// `P1DT2H` or CEL's `26h30m`, `-1.5s`; days are 24 hours, months 30 days.
  public static Optional<Duration> parseSpan(String text) {
    if (text.length() > MAX_SPAN_TEXT_LENGTH) {
      return Optional.empty();
    }
    Optional<Duration> iso = CalendarSpan.parse(text).map(CalendarSpan::approximate);
    Optional<Duration> span = iso.isPresent() ? iso : units(text);
    return span.filter(Times::isWithinBounds);
  }

  private static Optional<Duration> units(String text) {
    boolean negative = text.startsWith("-");
    Matcher part = SPAN_PART.matcher(text).region(negative ? 1 : 0, text.length());
    Duration total = Duration.ZERO;
    int end = part.regionStart();
    while (part.lookingAt()) {
      total = total.plus(span(part.group(1), part.group(2)));
      end = part.end();
      part.region(end, text.length());
    }
    boolean read = end == text.length() && end > (negative ? 1 : 0);
    return read ? Optional.of(negative ? total.negated() : total) : Optional.empty();
  }

  private static Duration span(String amount, String unit) {
    long nanosPerUnit =
        switch (unit) {
          case "h" -> 3_600_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "s" -> 1_000_000_000L;
          case "ms" -> 1_000_000L;
          case "us" -> 1_000L;
          default -> 1L; // ns: the pattern lets nothing else through.
        };
    BigDecimal nanos = new BigDecimal(amount).multiply(BigDecimal.valueOf(nanosPerUnit));
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
    return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
  }

  static @Nullable Instant moment(String text, ZoneId zone) {
    return new DateText(text).instant(zone);
  }

  /// The instant of a moment or of a text that names one; null for everything else.
  static @Nullable Instant moment(Value value, ZoneId zone) {
    if (value instanceof Value.Moment(Instant instant)) {
      return instant;
    }
    return value instanceof Value.Text(String text) ? moment(text, zone) : null;
  }

  /// A moment within years 1 to 9999, or null: beyond them calendars overflow.
  static Value.@Nullable Moment bounded(Instant instant) {
    long second = instant.getEpochSecond();
    return second < MIN_SECOND || second > MAX_SECOND ? null : new Value.Moment(instant);
  }

  /// The moment this many seconds after 1970, or null beyond the bounds.
  static @Nullable Instant ofSecond(long second) {
    return second < MIN_SECOND || second > MAX_SECOND ? null : Instant.ofEpochSecond(second);
  }

  static Value.@Nullable Span bounded(Duration span) {
    return isWithinBounds(span) ? new Value.Span(span) : null;
  }

  private static boolean isWithinBounds(Duration span) {
    long seconds = span.toSeconds();
    return seconds >= -MAX_SPAN_SECONDS && seconds <= MAX_SPAN_SECONDS;
  }

  /// Milliseconds since 1970, rounded down; an instant out of their range is its end.
  static long ms(Instant instant) {
    long second = instant.getEpochSecond();
    if (second <= Long.MIN_VALUE / 1_000 || second >= Long.MAX_VALUE / 1_000) {
      return second < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return instant.toEpochMilli();
  }

  static int lengthOfMonth(int year, int month) {
    return YearMonth.of(year, month).lengthOfMonth();
  }
}
