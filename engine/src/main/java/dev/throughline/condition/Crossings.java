package dev.throughline.condition;

import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When a comparison that depends on the clock will next turn out differently.
final class Crossings {
  private static final int NANOS_PER_MS = 1_000_000;

  private Crossings() {}

  static void note(Expr.Compare compare, Value left, Value right, ZoneId zone, Notes notes) {
    if (compare.left() instanceof Expr.LocalTimeOfDay
        && compare.right() instanceof Expr.Literal(Text(String time))) {
      LocalClock.noteCrossing(time, zone, notes);
      return;
    }
    if (compare.right() instanceof Expr.LocalTimeOfDay
        && compare.left() instanceof Expr.Literal(Text(String time))) {
      LocalClock.noteCrossing(time, zone, notes);
      return;
    }
    int leftSlope = Slope.of(compare.left());
    int rightSlope = Slope.of(compare.right());
    if (notes.boundMoves || leftSlope == Slope.UNKNOWN || rightSlope == Slope.UNKNOWN) {
      notes.changesWithTheMinute();
      return;
    }
    Duration gap = gap(left, right, zone);
    if (gap != null && leftSlope != rightSlope) {
      note(compare.operator(), gap, leftSlope - rightSlope, notes);
    }
  }

  /// How far `left` is ahead of `right`; null where they are not times.
  private static @Nullable Duration gap(Value left, Value right, ZoneId zone) {
    if (left instanceof Span(Duration a) && right instanceof Span(Duration b)) {
      return a.minus(b);
    }
    if (!(left instanceof Moment) && !(right instanceof Moment)) {
      return null;
    }
    Instant a = Times.moment(left, zone);
    Instant b = Times.moment(right, zone);
    return a == null || b == null ? null : Duration.between(b, a);
  }

  private static void note(Comparison comparison, Duration gap, int slope, Notes notes) {
    int sign = gap.isZero() ? 0 : gap.isNegative() ? -1 : 1;
    boolean atZero = Comparisons.holds(comparison, 0);
    if (sign == 0) {
      if (atZero != Comparisons.holds(comparison, slope)) {
        notes.changesAt(notes.nowMs + 1);
      }
      return;
    }
    if (sign == Integer.signum(slope)) {
      return;
    }
    boolean before = Comparisons.holds(comparison, sign);
    boolean beyond = Comparisons.holds(comparison, -sign);
    Duration until = gap.abs().dividedBy(Math.abs(slope));
    boolean exact =
        until.multipliedBy(Math.abs(slope)).equals(gap.abs())
            && until.toNanosPart() % NANOS_PER_MS == 0;
    long crossing = notes.nowMs + until.toMillis();
    if (!exact) {
      if (before != beyond) {
        notes.changesAt(crossing + 1);
      }
    } else if (before != atZero) {
      notes.changesAt(crossing);
    } else if (atZero != beyond) {
      notes.changesAt(crossing + 1);
    }
  }
}
