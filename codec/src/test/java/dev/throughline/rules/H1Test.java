package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.later;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// H1: an arm is a hash of salt, experiment and person at first exposure; it is stored, and stays.
class H1Test {
  private static final int PEOPLE = 200;

  /// Who is on which side of `promo`.
  private static Map<String, String> arms(Story story) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < PEOPLE; i++) {
      events.append("2026-03-02T10:00:00Z p%d Promo\n".formatted(i));
    }
    Map<String, String> arms = new TreeMap<>();
    for (Fact fact : story.when(events.toString()).play()) {
      if (fact.what() instanceof What.JourneyEntered(var place, String arm, _)
          && place.journey().equals("promo")) {
        arms.put(fact.customer().value(), arm);
      }
    }
    return arms;
  }

  @Test
  void h1TheArmIsAHashOfThePersonAndOfNothingThatChanges() {
    Map<String, String> arms = arms(Story.given(journey("promo", "Promo", "in_app", Draw.HALF)));
    assertThat(arms).hasSize(PEOPLE);
    arms.forEach((person, arm) ->
        assertThat(arm)
            .as(person)
            .isEqualTo(Draw.isHeldOut("promo", person) ? "holdout" : "treated"));
    assertThat(arms.values().stream().filter("holdout"::equals).count())
        .isBetween(PEOPLE * 4L / 10, PEOPLE * 6L / 10);
  }

  @Test
  void h1TheArmIsTheSameInEveryVersion() {
    assertThat(
            arms(Story.given(later("promo", "Promo", "P3D", "email", Draw.HALF, "priority: 90"))))
        .isEqualTo(arms(Story.given(journey("promo", "Promo", "in_app", Draw.HALF))));
  }

  @Test
  void h1ALargerHoldoutHoldsOutTheSameAndMore() {
    Map<String, String> tenth =
        arms(Story.given(journey("promo", "Promo", "in_app", "holdout: 10%")));
    Map<String, String> half = arms(Story.given(journey("promo", "Promo", "in_app", Draw.HALF)));
    tenth.forEach((person, arm) -> {
      if (arm.equals("holdout")) {
        assertThat(half).containsEntry(person, "holdout");
      }
    });
  }

  @Test
  void h1AnotherSaltOrAnotherJourneyDrawsAnew() {
    Map<String, String> usual = arms(Story.given(journey("promo", "Promo", "in_app", Draw.HALF)));
    Map<String, String> salted =
        arms(
            Story.inWorkspace(
                Story.BASICS.replace("zone: UTC", "zone: UTC\nsalt: pepper")
                    + "---\n"
                    + journey("promo", "Promo", "in_app", Draw.HALF)));
    long same = usual.entrySet().stream().filter(salted.entrySet()::contains).count();
    assertThat(same).isBetween(PEOPLE * 4L / 10, PEOPLE * 6L / 10);
  }

  @Test
  void h1TheArmIsTheSameInEveryReEntry() {
    String ghost = Draw.heldOut("promo", "p").getFirst();
    Story.given(journey("promo", "Promo", "in_app", Draw.HALF))
        .when(
            """
            2026-03-02T10:00:00Z %1$s Promo
            2026-04-02T10:00:00Z %1$s Promo
            2027-03-02T10:00:00Z %1$s Promo
            """
                .formatted(ghost))
        .then(
            """
            2026-03-02T10:00:00Z %1$s message.decided promo/tell in_app ghost holdout_journey
            2026-04-02T10:00:00Z %1$s message.decided promo/tell in_app ghost holdout_journey
            2027-03-02T10:00:00Z %1$s message.decided promo/tell in_app ghost holdout_journey
            """
                .formatted(ghost),
            "message.decided");
  }

  @Test
  void h1WhoWasHeldOutAsAVisitorStaysSoUnderTheirName() {
    String visitor = Draw.heldOut("promo", "v").getFirst();
    String name = Draw.treated("promo", "n").getFirst();
    Story.given(journey("promo", "Promo", "in_app", Draw.HALF))
        .when(
            """
            2026-03-02T10:00:00Z ~%1$s Promo
            2026-03-03T10:00:00Z ~%1$s+%2$s identify {}
            2026-03-04T10:00:00Z %2$s Promo
            """
                .formatted(visitor, name))
        .then(
            """
            2026-03-02T10:00:00Z %1$s message.decided promo/tell in_app ghost holdout_journey
            2026-03-04T10:00:00Z %2$s message.decided promo/tell in_app ghost holdout_journey
            """
                .formatted(visitor, name),
            "message.decided");
  }

  @Test
  void h1TheArmOfASplitIsStickyToo() {
    String split =
        """
        kind: journey
        key: promo
        name: Promo
        entry: { on: { event: Promo }, again: always }
        steps:
          test: { split: { a: { weight: 50, next: tell }, b: { weight: 50, next: end } } }
          tell: { send: { template: hello, channel: in_app } }
        """;
    Story story = Story.given(split);
    for (int day = 2; day < 5; day++) {
      for (int i = 0; i < 40; i++) {
        story.when("2026-03-0%dT10:00:00Z p%d Promo".formatted(day, i));
      }
    }
    Map<String, String> arms = new TreeMap<>();
    for (Fact fact : story.play()) {
      if (fact.what() instanceof What.JourneyStep(_, String step, String arm)
          && step.equals("test")) {
        String before = arms.putIfAbsent(fact.customer().value(), String.valueOf(arm));
        assertThat(arm).isIn("a", "b").isEqualTo(before == null ? arm : before);
      }
    }
    assertThat(arms).hasSize(40);
    assertThat(arms.values()).contains("a", "b");
  }
}
