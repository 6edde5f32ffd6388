package dev.throughline.http.words;

import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What somebody who stands at a step waits for, and what a journey's entry listens to.
public final class WaitWords {
  private WaitWords() {}

  public static String at(Step step, Named named) {
    return switch (step) {
      case Step.Wait(_, Step.Until until, _) -> until(until, named);
      case Step.Task(_, var task, _, _) -> "waits for " + task.team();
      case Step.Send _, Step.Decide _ -> "waits until the message may go out";
      case Step.Branch _, Step.Split _, Step.Do _ -> "is on the way";
    };
  }

  private static String until(Step.Until until, Named named) {
    return switch (until) {
      case Step.Until.For(CalendarSpan span) -> "waits for " + Phrases.span(span);
      case Step.Until.Events(List<Step.Awaited> events, _) ->
          "waits until "
              + Phrases.listed(
                  events.stream().map(awaited -> match(awaited.match(), named)).toList(), "or");
      case Step.Until.TimeOfDay(Set<DayOfWeek> weekdays, var at) ->
          weekdays.isEmpty() || weekdays.size() == 7
              ? "waits until the next " + at
              : "waits until %s on %s".formatted(at, days(weekdays));
      case Step.Until.Date(var to, CalendarSpan offset, _) ->
          "waits until "
              + (offset.isZero()
                  ? ""
                  : Phrases.span(offset) + (offset.isNegative() ? " before " : " after "))
              + ConditionWords.of(to, named).words();
    };
  }

  private static String days(Set<DayOfWeek> weekdays) {
    return Phrases.listed(
        new TreeSet<>(weekdays)
            .stream().map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList(),
        "or");
  }

  private static String match(Trigger.EventMatch match, Named named) {
    return match.where() == null
        ? match.event()
        : match.event() + " where " + ConditionWords.of(match.where(), named).words();
  }

  /// What an entry listens to.
  public static String entry(Trigger trigger, Named named) {
    return switch (trigger) {
      case Trigger.OnEvent(Trigger.EventMatch match) when match.where() != null ->
          "%s happened, and %s"
              .formatted(match.event(), ConditionWords.of(match.where(), named).words());
      case Trigger.OnEvent(Trigger.EventMatch match) -> match.event() + " happened";
      case Trigger.OnSegment(String segment, boolean entered) ->
          "the person %s %s".formatted(entered ? "joined" : "left", named.of("segment", segment));
      case Trigger.OnAttribute(String attribute, _, _) -> Phrases.humanised(attribute) + " changed";
      case Trigger.OnScore(String score, var threshold, boolean up) ->
          "the score %s %s %s"
              .formatted(
                  named.of("score", score),
                  up ? "rose to" : "fell below",
                  threshold.toPlainString());
      case Trigger.OnDate(var date, CalendarSpan offset, var at) ->
          "it was %s, %s %s %s"
              .formatted(
                  at,
                  Phrases.span(offset),
                  offset.isNegative() ? "before" : "after",
                  ConditionWords.of(date, named).words());
      case Trigger.OnSchedule(var cron, String segment) ->
          "the schedule %s came round%s"
              .formatted(
                  cron.text(), segment == null ? "" : " for " + named.of("segment", segment));
      case Trigger.OnApi _ -> "a program asked for it";
    };
  }
}
