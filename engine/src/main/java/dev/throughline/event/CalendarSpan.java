package dev.throughline.event;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// An ISO 8601 duration: `PT24H` is 24 hours on the clock, `P1D` one calendar day in the customer's
/// zone. May be negative (`-P60D`), but never forward in one part and back in another. Its text
/// reads back as the same span.
public record CalendarSpan(Period days, Duration clock) implements Comparable<CalendarSpan> {
  /// No span is longer, so that adding one to any date of our time has a result.
  public static final Duration LONGEST = Duration.ofDays(1_000 * 366);

  public static final CalendarSpan ZERO = new CalendarSpan(Period.ZERO, Duration.ZERO);

  public CalendarSpan {
    boolean forward = isForward(days) || clock.isPositive();
    boolean back = days.isNegative() || clock.isNegative();
    if (forward && back) {
      throw new IllegalArgumentException("Forward and back in one span: " + days + " " + clock);
    }
  }

  /// Reads `P1DT2H`, `PT90M`, `P2W`, `-P3D`; empty when the text is not such a duration, or one far
  /// beyond a thousand years.
  public static Optional<CalendarSpan> parse(String text) {
    boolean negative = text.startsWith("-");
    String body = negative ? text.substring(1) : text;
    if (!body.startsWith("P") || body.length() < 3 || body.contains("-") || body.contains("+")) {
      return Optional.empty();
    }
    int t = body.indexOf('T');
    String date = t < 0 ? body : body.substring(0, t);
    try {
      Period period = date.equals("P") ? Period.ZERO : Period.parse(date);
      Duration clock = t < 0 ? Duration.ZERO : Duration.parse("P" + body.substring(t));
      CalendarSpan span = new CalendarSpan(period, clock);
      if (span.approximate().compareTo(LONGEST) > 0) {
        return Optional.empty();
      }
      return Optional.of(negative ? span.negated() : span);
    } catch (DateTimeParseException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  public static CalendarSpan of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("Not an ISO 8601 duration: " + text));
  }

  public Instant after(Instant start, ZoneId zone) {
    Instant moved =
        days.isZero()
            ? start
            : LocalTimes.at(start.atZone(zone).toLocalDateTime().plus(days), zone);
    return moved.plus(clock);
  }

  public Instant before(Instant end, ZoneId zone) {
    Instant moved =
        days.isZero() ? end : LocalTimes.at(end.atZone(zone).toLocalDateTime().minus(days), zone);
    return moved.minus(clock);
  }

  public CalendarSpan negated() {
    return new CalendarSpan(days.negated(), clock.negated());
  }

  public boolean isNegative() {
    return approximate().isNegative();
  }

  public boolean isZero() {
    return days.isZero() && clock.isZero();
  }

  /// The length with days of 24 hours and months of 30 days: rolling caps (rule G3) and orderings.
  @SuppressWarnings("JavaPeriodGetDays")
  public Duration approximate() {
    return Duration.ofDays(days.toTotalMonths() * 30 + days.getDays()).plus(clock);
  }

  @Override
  public int compareTo(CalendarSpan other) {
    return approximate().compareTo(other.approximate());
  }

  @Override
  public String toString() {
    if (isNegative()) {
      return "-" + negated();
    }
    if (clock.isZero()) {
      return days.toString();
    }
    return days.isZero() ? clock.toString() : days + clock.toString().substring(1);
  }

  private static boolean isForward(Period period) {
    return period.negated().isNegative();
  }
}
