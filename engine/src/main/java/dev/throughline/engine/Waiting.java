package dev.throughline.engine;

import dev.throughline.condition.Condition;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Message;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.LocalTimes;
import dev.throughline.event.Value;
import dev.throughline.journey.Step;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Waits: when each ends, and which have ended before they began.
final class Waiting {
  private Waiting() {}

  static void begin(Turn turn, Instance instance, Step.Wait wait) {
    switch (wait.until()) {
      case Step.Until.For(CalendarSpan span) ->
          sleep(turn, instance, span.after(turn.now, turn.zone()), wait.next());
      case Step.Until.TimeOfDay(Set<DayOfWeek> weekdays, LocalTime at) -> {
        // A loop that comes back at the moment it left waits for the next such time.
        boolean again = turn.now.equals(instance.seen.put(wait.id(), turn.now));
        Instant from = again ? turn.now.plusNanos(1) : turn.now;
        sleep(turn, instance, nextOn(weekdays, at, from, turn.zone()), wait.next());
      }
      case Step.Until.Date(Condition to, CalendarSpan offset, LocalTime at) -> {
        Value date = turn.value(to, turn.evaluation(turn.event, instance), instance.journey);
        sleep(turn, instance, Dates.moment(date, offset, at, turn.zone()), wait.next());
      }
      case Step.Until.Events(List<Step.Awaited> events, Step.AtMost atMost) -> {
        // Rule E4: already satisfied since the step before began.
        if (seen(instance) != null) {
          Walk.arrive(turn, instance, wait.next());
        } else if (atMost != null && awaitsOnlySkipped(instance, events)) {
          Walk.arrive(turn, instance, atMost.onTimeout());
        } else if (atMost != null) {
          sleep(turn, instance, atMost.span().after(turn.now, turn.zone()), atMost.onTimeout());
        }
      }
    }
  }

  private static void sleep(
      Turn turn, Instance instance, @Nullable Instant until, @Nullable String next) {
    if (until == null || !until.isAfter(turn.now)) {
      Walk.arrive(turn, instance, next);
    } else {
      instance.dueAt = until;
    }
  }

  /// When what the instance stands waiting for came, if it has; not before the step before began.
  static @Nullable Instant seen(Instance instance) {
    Instant seen = instance.seen.get(instance.step);
    return seen == null || seen.isBefore(instance.previousArrivedAt) ? null : seen;
  }

  private static boolean awaitsOnlySkipped(Instance instance, List<Step.Awaited> events) {
    for (Step.Awaited awaited : events) {
      if (awaited.message() == null || !instance.skipped.contains(awaited.message())) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(Turn turn, Instance instance, Step.Awaited awaited) {
    if (awaited.message() != null) {
      Message message = turn.event == null ? null : Receipts.message(turn.customer, turn.event);
      if (message == null || !message.id().equals(instance.sent.get(awaited.message()))) {
        return false;
      }
    }
    return Matching.matches(turn, awaited.match(), instance);
  }

  /// The first moment at or after `from` at which clocks show `at` on one of the weekdays.
  static Instant nextOn(Set<DayOfWeek> weekdays, LocalTime at, Instant from, ZoneId zone) {
    ZonedDateTime local = from.atZone(zone);
    for (int ahead = 0; ahead <= 8; ahead++) {
      LocalDate day = local.toLocalDate().plusDays(ahead);
      Instant candidate = LocalTimes.at(day.atTime(at), zone);
      boolean on = weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek());
      if (on && !candidate.isBefore(from)) {
        return candidate;
      }
    }
    throw new IllegalStateException("No %s on %s after %s".formatted(at, weekdays, from));
  }
}
