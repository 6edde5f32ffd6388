package dev.throughline.http.words;

import dev.throughline.condition.Condition;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.journey.Trigger;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Every condition of a journey in words: entry, exits, branches, waits and handlers.
public final class JourneyWords {
  private final SequencedMap<String, String> words = new LinkedHashMap<>();
  private final Named named;

  private JourneyWords(Named named) {
    this.named = named;
  }

  /// Words by the text of the condition, in the order in which the journey has them.
  public static SequencedMap<String, String> of(Journey journey, Named named) {
    JourneyWords all = new JourneyWords(named);
    all.trigger(journey.entry().on());
    all.say(journey.entry().when());
    journey.entry().unless().forEach(all::say);
    all.say(journey.entry().instance());
    all.exit(journey.exits().goal());
    all.exit(journey.exits().disqualified());
    journey.steps().values().forEach(all::step);
    journey.handlers().forEach(handler -> all.say(handler.match().where()));
    return all.words;
  }

  private void say(@Nullable Condition condition) {
    if (condition != null) {
      words.computeIfAbsent(condition.text(), _ -> ConditionWords.of(condition, named).words());
    }
  }

  private void trigger(Trigger trigger) {
    switch (trigger) {
      case Trigger.OnEvent(Trigger.EventMatch(_, var where)) -> say(where);
      case Trigger.OnDate(var date, _, _) -> say(date);
      case Trigger.OnSegment _,
          Trigger.OnAttribute _,
          Trigger.OnScore _,
          Trigger.OnSchedule _,
          Trigger.OnApi _ -> {}
    }
  }

  private void exit(Exits.@Nullable Test test) {
    switch (test) {
      case null -> {}
      case Exits.Test.ByEvent(Trigger.EventMatch(_, var where)) -> say(where);
      case Exits.Test.ByCondition(var when) -> say(when);
    }
  }

  private void step(Step step) {
    switch (step) {
      case Step.Wait(_, Step.Until.Events(var events, _), _) ->
          events.forEach(awaited -> say(awaited.match().where()));
      case Step.Wait(_, Step.Until.Date(var to, _, _), _) -> say(to);
      case Step.Branch(_, var cases, _) -> cases.forEach(one -> say(one.when()));
      case Step.Wait _, Step.Send _, Step.Split _, Step.Decide _, Step.Do _, Step.Task _ -> {}
    }
  }
}
