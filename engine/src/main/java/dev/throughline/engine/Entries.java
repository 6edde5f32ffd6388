package dev.throughline.engine;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Run;
import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.journey.Again;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Trigger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who comes into a journey, by rule E1: trigger, `when`, `unless`, re-entry, arbitration; the
/// first that fails is the reason of the refusal. Whoever passes them all is kept out of a journey
/// that is paused for them.
final class Entries {
  /// A journey is entered more often at one moment only where journeys start each other in a
  /// circle.
  static final int MAX_ENTRIES_AT_ONCE = 10;

  private Entries() {}

  /// Journeys that a change of traits, or the crossing of a score, may start.
  static void onTraits(Turn turn) {
    Map<String, Value> changed = new TreeMap<>(turn.changedTraits);
    turn.changedTraits.clear();
    Alarms.setDates(turn, changed.keySet());
    for (Map.Entry<String, Value> change : changed.entrySet()) {
      var trait = turn.customer.traits.get(change.getKey());
      Value after = trait == null ? Value.Nothing.NOTHING : trait.value();
      for (Journey journey : turn.catalog.startedByTrait(change.getKey())) {
        if (starts(journey.entry().on(), change.getValue(), after)) {
          ask(turn, journey);
        }
      }
    }
  }

  private static boolean starts(Trigger trigger, Value before, Value after) {
    return switch (trigger) {
      case Trigger.OnAttribute(_, Value from, Value to) ->
          !Amounts.same(before, after)
              && (from == null || Amounts.same(from, before))
              && (to == null || Amounts.same(to, after));
      case Trigger.OnScore(_, BigDecimal threshold, boolean up) ->
          up
              ? !isAtLeast(before, threshold) && isAtLeast(after, threshold)
              : isAtLeast(before, threshold)
                  && after.number() != null
                  && !isAtLeast(after, threshold);
      case Trigger.OnEvent _,
          Trigger.OnSegment _,
          Trigger.OnDate _,
          Trigger.OnSchedule _,
          Trigger.OnApi _ ->
          false;
    };
  }

  private static boolean isAtLeast(Value value, BigDecimal threshold) {
    BigDecimal number = value.number();
    return number != null && number.compareTo(threshold) >= 0;
  }

  static void onMembership(Turn turn, Turn.MembershipChange change) {
    Alarms.setSchedules(turn);
    for (Journey journey : turn.catalog.startedBySegment(change.segment())) {
      if (journey.entry().on() instanceof Trigger.OnSegment(_, boolean entered)
          && entered == change.entered()) {
        ask(turn, journey);
      }
    }
  }

  /// A start by the API, or by the step of another journey, for this person only.
  static void startByApi(Turn turn, String journey, Value.Fields properties) {
    if (!turn.catalog.has(journey)) {
      turn.effects.add(new Effect.Mismatch("start", journey, 1));
      return;
    }
    Event before = turn.event;
    turn.event = asEvent(turn, journey, properties);
    ask(turn, turn.catalog.plan(journey).journey());
    turn.event = before;
  }

  private static @Nullable Event asEvent(Turn turn, String journey, Value.Fields properties) {
    if (properties.isEmpty()) {
      return turn.event;
    }
    Customer customer = turn.customer;
    String id =
        StableHash.hex(
            "start", journey, turn.namespace(), customer.id.value(), turn.now.toString());
    return new Event(
        id,
        Event.Type.TRACK,
        "Journey Started",
        customer.known ? customer.id.value() : null,
        customer.known ? null : customer.id.value(),
        null,
        null,
        properties,
        Value.Fields.EMPTY,
        Value.Fields.EMPTY,
        turn.now,
        turn.now,
        false);
  }

  /// The trigger has fired: lets the person in or says why not.
  static void ask(Turn turn, Journey journey) {
    Evaluation evaluation = turn.evaluation(turn.event, null);
    String value =
        journey.entry().instance() == null
            ? ""
            : Texts.of(turn.value(journey.entry().instance(), evaluation, journey.key()));
    Optional<String> refusal = refusal(turn, journey, value, evaluation);
    if (refusal.isPresent()) {
      turn.tell(new Fact.What.JourneyRejected(journey.key(), journey.version(), refusal.get()));
      return;
    }
    enter(turn, journey, value);
  }

  private static Optional<String> refusal(
      Turn turn, Journey journey, String value, Evaluation evaluation) {
    Customer customer = turn.customer;
    if (customer.erased) {
      return Optional.of("suppressed");
    }
    Condition when = journey.entry().when();
    if (when != null && !turn.holds(when, evaluation, journey.key())) {
      return Optional.of("not_qualified");
    }
    for (Condition unless : journey.entry().unless()) {
      if (turn.holds(unless, evaluation, journey.key())) {
        return Optional.of("suppressed");
      }
    }
    for (Instance running : customer.instances) {
      if (running.journey.equals(journey.key()) && running.value.equals(value)) {
        return Optional.of("already_in");
      }
    }
    Run run = customer.runs.get(runKey(journey.key(), value));
    if (run != null && !mayReenter(turn, journey.entry().again(), run)) {
      return Optional.of("reentry");
    }
    for (Instance running : customer.instances) {
      if (Exits.yields(journey, turn.journey(running))) {
        return Optional.of("outranked");
      }
    }
    return customer.paused.containsKey(journey.key())
        ? Optional.of("paused_journey")
        : Optional.empty();
  }

  /// Rule E5: counted from the entry unless `from: exit`; allowed at the exact end of the interval.
  private static boolean mayReenter(Turn turn, Again again, Run run) {
    return switch (again) {
      case Again.Never _ -> false;
      case Again.Always _ -> true;
      case Again.After(var span, boolean fromExit) -> {
        Instant from = fromExit && run.exitedAt() != null ? run.exitedAt() : run.enteredAt();
        yield !turn.now.isBefore(span.after(from, turn.zone()));
      }
    };
  }

  private static void enter(Turn turn, Journey journey, String value) {
    Customer customer = turn.customer;
    String key = runKey(journey.key(), value);
    Run before = customer.runs.get(key);
    int times = before == null ? 1 : before.times() + 1;
    String id =
        StableHash.hex(
            "instance",
            turn.namespace(),
            customer.id.value(),
            journey.key(),
            value,
            Integer.toString(times),
            turn.now.toString());
    Instance instance =
        new Instance(
            id,
            journey.key(),
            journey.version(),
            value,
            turn.now,
            turn.event,
            journey.firstStep().id());
    if (journey.exits().timeLimit() != null) {
      instance.deadline = journey.exits().timeLimit().after(turn.now, turn.zone());
    }
    customer.runs.put(key, new Run(turn.now, before == null ? null : before.exitedAt(), times));
    customer.instances.add(instance);
    turn.tell(
        new Fact.What.JourneyEntered(
            turn.place(instance),
            Holdouts.armAtEntry(turn, journey),
            Holdouts.armsAtEntry(turn, journey)));
    if (turn.entries.merge(journey.key() + " " + turn.now, 1, Integer::sum) > MAX_ENTRIES_AT_ONCE) {
      Exits.fail(
          turn,
          instance,
          "It was entered more than %d times at one moment".formatted(MAX_ENTRIES_AT_ONCE));
      return;
    }
    Exits.supersede(turn, instance);
    Exits.testConditions(turn, instance);
    if (customer.instances.contains(instance)) {
      Walk.arriveFirst(turn, instance);
    }
    // A stronger journey may take the place that a held message was waiting for.
    turn.holdsUnsure = true;
  }

  static String runKey(String journey, String value) {
    return value.isEmpty() ? journey : journey + "/" + value;
  }
}
