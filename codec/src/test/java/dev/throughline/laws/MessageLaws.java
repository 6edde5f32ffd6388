package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.json.FactLine;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.engine.Fact.What.MessageDecided;
import dev.throughline.journey.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Each arrival at a send is decided once; a hold ends in one more decision of the same message.
final class MessageLaws {
  private MessageLaws() {}

  static void eachArrivalIsDecidedOnce(Case each) {
    Played played = Played.of(each);
    Map<String, List<String>> outcomes = new TreeMap<>();
    Map<String, Set<String>> messages = new TreeMap<>();
    Map<String, Integer> arrivals = new TreeMap<>();
    for (Fact fact : played.facts()) {
      switch (fact.what()) {
        case What.JourneyStep(var place, String step, _)
            when isSend(played.catalog(), place, step) ->
            arrivals.merge(place.instance() + " " + step, 1, Integer::sum);
        case MessageDecided decided -> {
          outcomes
              .computeIfAbsent(decided.message(), _ -> new ArrayList<>())
              .add(decided.outcome());
          messages
              .computeIfAbsent(
                  decided.place().instance() + " " + decided.step(), _ -> new TreeSet<>())
              .add(decided.message());
        }
        default -> {}
      }
    }
    Set<String> undecided = undecided(played);
    outcomes.forEach((message, said) -> {
      boolean done = List.of("sent", "ghost", "dropped").contains(said.getLast());
      boolean held = said.getFirst().equals("held");
      assertThat(
              done || played.ended().people().stream().anyMatch(person -> holds(person, message)))
          .as("message %s ended in %s", message, said)
          .isTrue();
      assertThat(said).as("decisions of %s", message).hasSize(held && done ? 2 : 1);
    });
    arrivals.forEach((where, times) ->
        assertThat(
                messages.getOrDefault(where, Set.of()).size() + (undecided.contains(where) ? 1 : 0))
            .as("messages of the arrivals at %s", where)
            .isEqualTo(times));
    assertThat(arrivals.keySet()).containsAll(messages.keySet());
  }

  private static boolean isSend(Catalog catalog, Fact.Place place, String step) {
    return catalog.plan(place.journey()).journey().step(step) instanceof Step.Send;
  }

  private static boolean holds(Customer person, String message) {
    return person.instances.stream().anyMatch(instance -> message.equals(instance.held));
  }

  /// Arrivals that wait for a paused journey to be resumed.
  private static Set<String> undecided(Played played) {
    Set<String> undecided = new TreeSet<>();
    for (Customer person : played.ended().people()) {
      for (Instance instance : person.instances) {
        if (instance.suspended) {
          undecided.add(instance.id + " " + instance.step);
        }
      }
    }
    return undecided;
  }

  /// Feedback and touches only of what was sent; nothing after an exit; steps only while inside.
  static void lifeOfAnInstanceIsInOrder(Case each) {
    Map<String, String> last = new TreeMap<>();
    for (Fact fact : Played.of(each).facts()) {
      String told = FactLine.write(fact);
      switch (fact.what()) {
        case What.JourneyEntered(var place, _, _) ->
            assertThat(last.put(place.instance(), "entered")).as(told).isNull();
        case What.JourneyStep(var place, _, _) ->
            assertThat(last.put(place.instance(), "step")).as(told).isIn("entered", "step");
        case What.JourneyExited(var place, _, _, _) ->
            assertThat(last.put(place.instance(), "exited")).as(told).isIn("entered", "step");
        case MessageDecided decided ->
            assertThat(last.get(decided.place().instance())).as(told).isEqualTo("step");
        default -> {}
      }
    }
  }
}
