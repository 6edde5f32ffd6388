package dev.throughline.journey;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Wording;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One step. A null `next` ends the journey as completed.
public sealed interface Step {
  String id();

  /// @param channels in the order of the ladder; empty for `channel: best`
  /// @param holdoutBasisPoints message-level holdout, in hundredths of a percent
  record Send(
      String id,
      String template,
      List<String> channels,
      int holdoutBasisPoints,
      @Nullable String next)
      implements Step {
    public Send {
      channels = List.copyOf(channels);
    }
  }

  record Wait(String id, Until until, @Nullable String next) implements Step {}

  /// The first branch whose condition holds; the last has none (`else`). No `else`: the next step.
  record Branch(String id, List<Case> cases, @Nullable String next) implements Step {
    public record Case(@Nullable Condition when, @Nullable String next) {}

    public Branch {
      cases = List.copyOf(cases);
    }
  }

  /// Sticky arms by weight; `arms` in the order written.
  record Split(String id, SequencedMap<String, Share> arms) implements Step {
    public record Share(int weight, @Nullable String next) {}
  }

  /// Next best action from offers.
  record Decide(String id, List<String> offers, @Nullable String objective, @Nullable String next)
      implements Step {
    public Decide {
      offers = List.copyOf(offers);
    }
  }

  /// A step that only does something at once and goes on.
  record Do(String id, Action action, @Nullable String next) implements Step {}

  /// A task for a person of `team`; with `done` the journey waits until it is done.
  record Task(String id, Action.Task task, @Nullable AtMost done, @Nullable String next)
      implements Step {}

  /// What a step or a handler does at once.
  sealed interface Action {
    /// `value` of a set is a constant or a condition's result.
    record Update(SortedMap<String, Value> set, Set<String> unset) implements Action {}

    /// @param context what to show with it
    record Task(String team, Wording subject, @Nullable CalendarSpan due, Set<Context> context)
        implements Action {
      public Task {
        context = Set.copyOf(context);
      }

      /// `SCORES` are the person's scores; `RECENT` is what they did last.
      public enum Context {
        SCORES,
        RECENT
      }
    }

    record Webhook(Wording url, String method, SortedMap<String, Wording> headers, Wording body)
        implements Action {}

    record Audience(String audience, boolean add) implements Action {}

    record Command(Verb verb, String journey) implements Action {
      public enum Verb {
        START,
        STOP,
        PAUSE,
        RESUME
      }
    }
  }

  /// When a wait ends.
  sealed interface Until {
    record For(CalendarSpan span) implements Until {}

    /// Any of the events, or the time-out.
    record Events(List<Awaited> events, @Nullable AtMost atMost) implements Until {
      public Events {
        events = List.copyOf(events);
      }
    }

    /// The next moment at or after arrival that clocks show `at` on one of `weekdays` (all seven
    /// where none was named).
    record TimeOfDay(Set<DayOfWeek> weekdays, LocalTime at) implements Until {}

    /// The date of a trait plus `offset`, at `at` local time (null: the date's own time). Passes at
    /// once when that is past or there is no date.
    record Date(Condition to, CalendarSpan offset, @Nullable LocalTime at) implements Until {}
  }

  /// @param message the send step whose message the event must be feedback on; null for any event
  record Awaited(Trigger.EventMatch match, @Nullable String message) {}

  /// @param onTimeout where to go when the time is up; `next` of the step where it was not given
  record AtMost(CalendarSpan span, @Nullable String onTimeout) {}
}
