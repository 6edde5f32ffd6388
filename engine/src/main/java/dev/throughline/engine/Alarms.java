package dev.throughline.engine;

import dev.throughline.condition.Reads;
import dev.throughline.customer.Membership;
import dev.throughline.journey.Cron;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Trigger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Entries by date and by schedule: each person carries the next occurrence of theirs.
final class Alarms {
  private Alarms() {}

  /// Sets every date alarm anew; a date that is already past rings no more.
  static void setDates(Turn turn) {
    setDates(turn, (Reads _) -> true);
  }

  /// Sets the date alarms anew after a change of these traits.
  static void setDates(Turn turn, Set<String> traits) {
    setDates(turn, reads -> reads.allTraits() || !Collections.disjoint(reads.traits(), traits));
  }

  static void setDatesOfAccount(Turn turn) {
    setDates(turn, Reads::account);
  }

  private static void setDates(Turn turn, Predicate<Reads> concerned) {
    for (Journey journey : turn.catalog.startedByDate()) {
      if (journey.entry().on() instanceof Trigger.OnDate(var date, var offset, var at)) {
        // One that is still to ring moves with the person's zone; one that has rung rings again
        // only for another date.
        boolean pending = turn.customer.alarms.containsKey(journey.key());
        if (!pending && !concerned.test(Reads.of(date.expr()))) {
          continue;
        }
        Instant due =
            Dates.moment(
                turn.value(date, turn.evaluation(null, null), journey.key()),
                offset,
                at,
                turn.zone());
        set(turn, journey, due == null || due.isBefore(turn.now) ? null : due);
      }
    }
  }

  /// Sets the schedule alarms: for members of the segment that the schedule names, or for everyone.
  static void setSchedules(Turn turn) {
    for (Journey journey : turn.catalog.startedBySchedule()) {
      if (journey.entry().on() instanceof Trigger.OnSchedule(Cron cron, String segment)) {
        if (!isIn(turn, segment)) {
          turn.customer.alarms.remove(journey.key());
        } else if (!turn.customer.alarms.containsKey(journey.key())) {
          set(turn, journey, cron.next(turn.now, turn.catalog.workspace().zone()).orElse(null));
        }
      }
    }
  }

  /// Asks the journeys whose moment has come.
  static void ring(Turn turn) {
    for (Map.Entry<String, Instant> alarm : List.copyOf(turn.customer.alarms.entrySet())) {
      if (alarm.getValue().isAfter(turn.now) || !turn.catalog.has(alarm.getKey())) {
        continue;
      }
      Journey journey = turn.catalog.plan(alarm.getKey()).journey();
      turn.customer.alarms.remove(journey.key());
      if (journey.entry().on() instanceof Trigger.OnSchedule(Cron cron, _)) {
        set(turn, journey, cron.next(turn.now, turn.catalog.workspace().zone()).orElse(null));
      }
      Entries.ask(turn, journey);
    }
  }

  private static boolean isIn(Turn turn, @Nullable String segment) {
    if (segment == null) {
      return true;
    }
    Membership membership = turn.customer.segments.get(segment);
    return membership != null && membership.in();
  }

  private static void set(Turn turn, Journey journey, @Nullable Instant due) {
    if (due == null) {
      turn.customer.alarms.remove(journey.key());
    } else {
      turn.customer.alarms.put(journey.key(), due);
    }
  }
}
