package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Step.AtMost;
import dev.throughline.journey.Step.Awaited;
import dev.throughline.journey.Step.Until;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `wait`: until when, in one of its forms.
///
/// @param next of the step: where a time-out leads that says nothing else
record WaitReader(StepReader steps, @Nullable String next) {

  Until read(Item wait) {
    if (wait.get("until").given()) {
      TriggerReader.only(wait, "a wait for an event", "until", "at_most", "on_timeout");
      return events(wait);
    }
    if (wait.get("to").given()) {
      TriggerReader.only(wait, "a wait for a date", "to", "offset", "at");
      return new Until.Date(
          Text.expression(wait.get("to"), Place.INSTANCE),
          wait.get("offset").offset(CalendarSpan.ZERO),
          wait.get("at").time());
    }
    if (wait.get("at").given()) {
      TriggerReader.only(wait, "a wait for a time of day", "at", "weekdays");
      LocalTime at = wait.get("at").time();
      return new Until.TimeOfDay(
          weekdays(wait.get("weekdays")), at == null ? LocalTime.MIDNIGHT : at);
    }
    if (wait.get("for").given()) {
      TriggerReader.only(wait, "a wait of fixed length", "for");
    }
    return new Until.For(wait.get("for").span(CalendarSpan.ZERO));
  }

  private Until events(Item wait) {
    List<Awaited> events = wait.get("until").items().stream().map(this::awaited).toList();
    Item limit = wait.get("at_most");
    Item onTimeout = wait.get("on_timeout");
    if (!limit.given() && onTimeout.given()) {
      onTimeout.error(
          "missing-field",
          "'on_timeout' never comes: the wait has no limit.",
          "Add 'at_most', such as at_most: PT24H.");
    }
    String late = steps.next(onTimeout, next);
    return new Until.Events(
        events, limit.given() ? new AtMost(limit.span(CalendarSpan.ZERO), late) : null);
  }

  private Awaited awaited(Item item) {
    Item message = item.get("message");
    String step = message.textOrNull();
    if (step != null) {
      Set<String> sends = new TreeSet<>();
      steps
          .all()
          .forEach((id, other) -> {
            if (other.get("send").given() || other.get("decide").given()) {
              sends.add(id);
            }
          });
      if (!sends.contains(step)) {
        message.error(
            "unknown-step",
            "There is no send step '%s'%s".formatted(step, Suggestion.ending(sends, step)),
            "Write the name of a send step of this journey.");
      }
    }
    return new Awaited(TriggerReader.match(item, Place.INSTANCE_EVENT), step);
  }

  private static Set<DayOfWeek> weekdays(Item item) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : item.texts()) {
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().substring(0, 3).equals(name)) {
          days.add(day);
        }
      }
    }
    return Collections.unmodifiableSet(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
  }
}
