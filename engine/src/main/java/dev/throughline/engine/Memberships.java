package dev.throughline.engine;

import dev.throughline.catalog.Watch;
import dev.throughline.catalog.Watches;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Membership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps segments and conditional audiences up to date: only those touched are evaluated, each
/// after the segments that it reads.
final class Memberships {
  /// How often one watch may be evaluated for one input: audiences may read each other.
  private static final int MAX_ROUNDS = 10;

  private Memberships() {}

  /// Evaluates every touched watch; changes become facts and wait for journeys to be asked.
  static void update(Turn turn) {
    Watches watches = turn.catalog.watches();
    List<Watch> all = watches.all();
    int limit = MAX_ROUNDS * (all.size() + 1);
    while (!turn.touched.isEmpty()) {
      int next = turn.touched.nextSetBit(0);
      turn.touched.clear(next);
      if (limit-- == 0) {
        throw new IllegalStateException(
            "Audiences refer to each other in a circle at " + all.get(next).name());
      }
      evaluate(turn, all.get(next), watches);
    }
  }

  /// Marks the watches whose windows have slid by now.
  static void markDue(Turn turn) {
    if (turn.customer.recheckAt == null || turn.customer.recheckAt.isAfter(turn.now)) {
      return;
    }
    for (Map.Entry<String, Membership> entry : turn.customer.segments.entrySet()) {
      Membership membership = entry.getValue();
      if (membership.recheckAt() == null || membership.recheckAt().isAfter(turn.now)) {
        continue;
      }
      Integer watch = turn.catalog.watches().indexOf(entry.getKey());
      if (watch != null) {
        turn.touched.set(watch);
      } else {
        // The catalog has lost this segment since: nobody will look, so nothing is due.
        entry.setValue(new Membership(membership.in(), membership.since(), null));
        turn.recheckUnsure = true;
      }
    }
  }

  static void markAll(Turn turn) {
    turn.touched.set(0, turn.catalog.watches().all().size());
  }

  private static void evaluate(Turn turn, Watch watch, Watches watches) {
    Evaluation evaluation = turn.evaluation(null, null);
    boolean in = turn.holds(watch.when(), evaluation, watch.kind() + " " + watch.name());
    Instant recheckAt = evaluation.changesAt();
    Membership before = turn.customer.segments.get(watch.key());
    boolean changed = before == null ? in : before.in() != in;
    Instant since = changed ? turn.now : before == null ? null : before.since();
    Membership after = new Membership(in, since, recheckAt);
    if (!after.equals(before == null ? Membership.NEVER : before)) {
      remember(turn, watch, after);
      noteRecheck(turn, before == null ? null : before.recheckAt(), recheckAt);
    }
    if (changed) {
      changed(turn, watch, in, watches);
    }
  }

  /// Whoever was never in a segment, and will not be by time alone, costs nothing.
  private static void remember(Turn turn, Watch watch, Membership membership) {
    if (membership.equals(Membership.NEVER)) {
      turn.customer.segments.remove(watch.key());
    } else {
      turn.customer.segments.put(watch.key(), membership);
    }
  }

  /// The earliest re-check is kept beside the memberships, so that asking for it costs nothing; all
  /// are looked through only when the earliest itself has moved away.
  private static void noteRecheck(Turn turn, @Nullable Instant before, @Nullable Instant after) {
    Instant earliest = turn.customer.recheckAt;
    if (after != null && (earliest == null || !after.isAfter(earliest))) {
      turn.customer.recheckAt = after;
    } else if (before != null && before.equals(earliest)) {
      turn.recheckUnsure = true;
    }
  }

  private static void changed(Turn turn, Watch watch, boolean in, Watches watches) {
    switch (watch.kind()) {
      case SEGMENT -> {
        turn.tell(
            in
                ? new Fact.What.SegmentEntered(watch.name())
                : new Fact.What.SegmentLeft(watch.name()));
        watches.touchedBySegment(watch.name(), turn.touched);
        turn.membershipChanges.add(new Turn.MembershipChange(watch.name(), in));
      }
      case AUDIENCE -> Actions.changeAudience(turn, watch.name(), in);
    }
    turn.exitsUnsure = true;
    turn.holdsUnsure = true;
  }

  /// Finds the earliest moment at which a membership may change by itself.
  static void refreshRecheck(Turn turn) {
    if (!turn.recheckUnsure) {
      return;
    }
    Instant earliest = null;
    for (Membership membership : turn.customer.segments.values()) {
      Instant at = membership.recheckAt();
      if (at != null && (earliest == null || at.isBefore(earliest))) {
        earliest = at;
      }
    }
    turn.customer.recheckAt = earliest;
    turn.recheckUnsure = false;
  }
}
