package dev.throughline.condition;

import dev.throughline.condition.Expr.Window;
import dev.throughline.customer.Tally;
import dev.throughline.event.CalendarSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// The events of one counter that a window holds at one moment. An event at `t` is in it from `t`
/// until `window.after(t)`, that instant excluded; when the next one leaves is noted.
final class Windows {
  private static final long DAY_MS = 86_400_000;

  /// Around the start of a window of days, daylight saving decides which event is still in: clocks
  /// are never changed by more.
  private static final long DAYS_EDGE_MS = DAY_MS + 3_600_000;

  /// Around the start of a window of months, their lengths decide too.
  private static final long MONTHS_EDGE_MS = 5 * DAY_MS;

  private final Tally tally;
  private final CalendarSpan span;
  private final ZoneId zone;
  private final Notes notes;
  private long held;
  private @Nullable BigDecimal sum;

  private Windows(Tally tally, CalendarSpan span, ZoneId zone, Notes notes) {
    this.tally = tally;
    this.span = span;
    this.zone = zone;
    this.notes = notes;
  }

  /// Whether the window holds an event. Notes only when the newest leaves: until then it does.
  static boolean any(@Nullable Tally tally, Window window, ZoneId zone, Notes notes) {
    if (tally == null) {
      return false;
    }
    CalendarSpan span = window.span();
    if (span == null) {
      return count(tally, window, zone, notes) > 0;
    }
    Windows view = new Windows(tally, span, zone, notes);
    int newest = tally.placeAfter(notes.nowMs) - 1;
    if (newest >= 0) {
      long leaves = view.leaves(tally.time(newest));
      if (leaves > notes.nowMs) {
        notes.changesAt(leaves);
        return true;
      }
    }
    return count(tally, window, zone, notes) > 0;
  }

  static long count(@Nullable Tally tally, Window window, ZoneId zone, Notes notes) {
    if (tally == null) {
      return 0;
    }
    noteArrival(tally, notes);
    CalendarSpan span = window.span();
    if (span == null) {
      return tally.countUntil(notes.nowMs);
    }
    Windows view = new Windows(tally, span, zone, notes);
    view.look();
    return view.held;
  }

  static BigDecimal sum(@Nullable Tally tally, Window window, ZoneId zone, Notes notes) {
    if (tally == null) {
      return BigDecimal.ZERO;
    }
    noteArrival(tally, notes);
    CalendarSpan span = window.span();
    if (span == null) {
      return tally.sumUntil(notes.nowMs);
    }
    Windows view = new Windows(tally, span, zone, notes);
    view.sum = BigDecimal.ZERO;
    view.look();
    return view.sum;
  }

  /// Events stamped ahead of the clock count from their own time on.
  private static void noteArrival(Tally tally, Notes notes) {
    Long next = tally.nextAfter(notes.nowMs);
    if (next != null) {
      notes.changesAt(next);
    }
  }

  private void look() {
    long now = notes.nowMs;
    int until = tally.placeAfter(now);
    if (until == 0) {
      return;
    }
    if (isOfOneLength()) {
      hold(tally.placeAfter(now - lengthMs()), until);
      return;
    }
    long start = span.before(Instant.ofEpochMilli(now), zone).toEpochMilli();
    int doubtful = tally.placeAfter(start - edgeMs());
    int certain = Math.min(tally.placeAfter(start + edgeMs()), until);
    if (mayOvertake(start - edgeMs(), start + edgeMs())) {
      for (int place = doubtful; place < certain; place++) {
        if (leaves(tally.time(place)) > now) {
          hold(place, place + 1);
        }
      }
      hold(certain, until);
    } else {
      hold(firstHeld(doubtful, certain), until);
    }
  }

  /// The first place between the two whose event has not left; they leave in their order.
  private int firstHeld(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (leaves(tally.time(middle)) > notes.nowMs) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void hold(int from, int until) {
    if (from >= until) {
      return;
    }
    held += until - from;
    if (sum != null) {
      sum = sum.add(tally.sumOfPlaces(from, until));
    }
    long first = tally.time(from);
    notes.changesAt(leaves(first));
    if (!isOfOneLength() && mayOvertake(first, first + edgeMs())) {
      int end = Math.min(tally.placeAfter(first + edgeMs()), until);
      for (int place = from + 1; place < end; place++) {
        notes.changesAt(leaves(tally.time(place)));
      }
    }
  }

  /// When an event at `ms` leaves the window.
  private long leaves(long ms) {
    return isOfOneLength()
        ? ms + lengthMs()
        : span.after(Instant.ofEpochMilli(ms), zone).toEpochMilli();
  }

  /// Whether a day is 24 hours here, so that the window has the same length at all times.
  private boolean isOfOneLength() {
    return span.days().isZero()
        || (span.days().toTotalMonths() == 0 && zone.getRules().isFixedOffset());
  }

  @SuppressWarnings("JavaPeriodGetDays")
  private long lengthMs() {
    return span.days().getDays() * DAY_MS + span.clock().toMillis();
  }

  private long edgeMs() {
    return span.days().toTotalMonths() == 0 ? DAYS_EDGE_MS : MONTHS_EDGE_MS;
  }

  /// Whether events between the two moments may leave in another order than they came: in hours
  /// that clocks repeat, and at the end of months, whose last days all end on the same day.
  private boolean mayOvertake(long fromMs, long toMs) {
    if (span.days().toTotalMonths() != 0) {
      return true;
    }
    ZoneRules rules = zone.getRules();
    return !rules
        .getOffset(Instant.ofEpochMilli(fromMs))
        .equals(rules.getOffset(Instant.ofEpochMilli(toMs)));
  }
}
