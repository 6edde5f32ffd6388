package dev.throughline.condition;

import dev.throughline.condition.Expr.Call.Function;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/// Fields of the calendar and the clock, `getMonth()` and its like: of a moment in UTC unless a
/// zone is given, as CEL has it; of a span its whole hours, minutes and seconds.
final class Calendars {
  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_MS = 86_400_000;

  private Calendars() {}

  /// Whether a function reads such a field, and so notes its own changes.
  static boolean reads(Function function) {
    return unitMs(function) > 0;
  }

  static Value field(Function function, Value target, Value zone, Notes notes) {
    if (target.isNothing()) {
      return Nothing.NOTHING;
    }
    if (target instanceof Span(Duration span)) {
      boolean readable = Times.bounded(span) != null;
      return Arithmetics.counted(readable ? ofSpan(function, span) : null, notes);
    }
    ZoneId in = zone(zone);
    Instant instant = in == null ? null : Times.moment(target, in);
    if (in == null || instant == null || Times.bounded(instant) == null) {
      return Arithmetics.counted(null, notes);
    }
    return Arithmetics.counted(ofMoment(function, instant.atZone(in)), notes);
  }

  private static @Nullable Value ofMoment(Function function, ZonedDateTime at) {
    return switch (function) {
      case FULL_YEAR -> Numbers.of(at.getYear());
      case MONTH -> Numbers.of(at.getMonthValue() - 1);
      case DATE -> Numbers.of(at.getDayOfMonth());
      case DAY_OF_MONTH -> Numbers.of(at.getDayOfMonth() - 1);
      case DAY_OF_WEEK -> Numbers.of(at.getDayOfWeek().getValue() % 7);
      case DAY_OF_YEAR -> Numbers.of(at.getDayOfYear() - 1);
      case HOURS -> Numbers.of(at.getHour());
      case MINUTES -> Numbers.of(at.getMinute());
      case SECONDS -> Numbers.of(at.getSecond());
      case MILLISECONDS -> Numbers.of(at.getNano() / 1_000_000);
      case SIZE,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          INT,
          UINT,
          DOUBLE,
          STRING,
          BOOL,
          TIMESTAMP,
          DURATION ->
          null;
    };
  }

  private static @Nullable Value ofSpan(Function function, Duration span) {
    return switch (function) {
      case HOURS -> Numbers.of(span.toMillis() / HOUR_MS);
      case MINUTES -> Numbers.of(span.toMillis() / MINUTE_MS);
      case SECONDS -> Numbers.of(span.toMillis() / SECOND_MS);
      case MILLISECONDS -> Numbers.of(span.toMillis() % SECOND_MS);
      case FULL_YEAR, MONTH, DATE, DAY_OF_MONTH, DAY_OF_WEEK, DAY_OF_YEAR -> null;
      case SIZE,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          INT,
          UINT,
          DOUBLE,
          STRING,
          BOOL,
          TIMESTAMP,
          DURATION ->
          null;
    };
  }

  /// Notes when the field will next be another, of a target that moves with the clock by `slope`.
  static void noteChange(Function function, Value target, Value zone, int slope, Notes notes) {
    long unit = unitMs(function);
    if (target instanceof Span(Duration span) && Math.abs(slope) == 1) {
      notes.changesAt(notes.nowMs + untilNext(span.toMillis(), unit, slope));
    } else if (target instanceof Moment(Instant instant) && slope == 1) {
      ZoneId in = zone(zone);
      if (in != null) {
        notes.changesAt(notes.nowMs + untilNext(instant, unit, in));
      }
    } else if (!target.isNothing()) {
      notes.changesAt(notes.nowMs + Math.min(unit, SECOND_MS));
    }
  }

  private static long untilNext(Instant instant, long unit, ZoneId zone) {
    long ms = instant.toEpochMilli();
    long offset = zone.getRules().getOffset(instant).getTotalSeconds() * SECOND_MS;
    long boundary = unit - Math.floorMod(ms + offset, unit);
    ZoneOffsetTransition transition = zone.getRules().nextTransition(instant);
    return transition == null
        ? boundary
        : Math.min(boundary, transition.toEpochSecond() * SECOND_MS - ms);
  }

  /// Whole units are counted towards zero, so that they change at other moments below zero.
  private static long untilNext(long spanMs, long unit, int slope) {
    long size = Math.abs(spanMs);
    if (spanMs == 0 || (spanMs > 0) == (slope > 0)) {
      return unit - size % unit;
    }
    return size < unit ? size + unit : size % unit + 1;
  }

  private static long unitMs(Function function) {
    return switch (function) {
      case FULL_YEAR, MONTH, DATE, DAY_OF_MONTH, DAY_OF_WEEK, DAY_OF_YEAR -> DAY_MS;
      case HOURS -> HOUR_MS;
      case MINUTES -> MINUTE_MS;
      case SECONDS -> SECOND_MS;
      case MILLISECONDS -> 1;
      case SIZE,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          INT,
          UINT,
          DOUBLE,
          STRING,
          BOOL,
          TIMESTAMP,
          DURATION ->
          0;
    };
  }

  private static @Nullable ZoneId zone(Value zone) {
    return switch (zone) {
      case Nothing _ -> ZoneOffset.UTC;
      case Text(String name) -> named(name);
      case Value.Bool _, Value.Int _, Value.Decimal _, Moment _, Span _ -> null;
      case Value.Items _, Value.Fields _ -> null;
    };
  }

  private static @Nullable ZoneId named(String name) {
    try {
      boolean bareOffset = !name.isEmpty() && Character.isDigit(name.charAt(0));
      return ZoneId.of(bareOffset ? "+" + name : name);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
