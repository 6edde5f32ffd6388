package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.CustomerLine;
import dev.throughline.engine.Fact;
import dev.throughline.event.Value;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// H4: when two people of different arms turn out to be one, the earlier exposure wins and the
/// person is left out of lift.
class H4Test {
  private static final String HELD_OUT = Draw.heldOut("promo", "v").getFirst();
  private static final String TREATED = Draw.treated("promo", "n").getFirst();

  private static final String PROMO =
      journey("promo", "Promo", "in_app", Draw.HALF)
          + """
          kind: conversion
          key: order
          name: Order
          on: { event: Order Completed }
          ---
          """;

  private static Story met(String visitorAt, String nameAt) {
    return Story.given(PROMO)
        .when(
            """
            %1$s ~%2$s Promo
            %3$s %4$s Promo
            2026-03-05T10:00:00Z ~%2$s+%4$s identify {}
            2026-03-06T10:00:00Z %4$s Promo
            2026-03-06T10:00:00Z other Promo
            """
                .formatted(visitorAt, HELD_OUT, nameAt, TREATED));
  }

  @Test
  void h4TheEarlierExposureWinsWhicheverOfTheTwoItWas() {
    assertThat(met("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z").facts("message.decided"))
        .contains(
            "2026-03-06T10:00:00Z %s message.decided promo/tell in_app ghost holdout_journey"
                .formatted(TREATED));
    assertThat(met("2026-03-03T10:00:00Z", "2026-03-02T10:00:00Z").facts("message.decided"))
        .contains(
            "2026-03-06T10:00:00Z %s message.decided promo/tell in_app sent".formatted(TREATED));
  }

  @Test
  void h4ThePersonIsFlaggedAndLeftOutOfLift() {
    List<Fact> facts = new ArrayList<>();
    Story story = met("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z");
    Simulation.Ended ended = story.end(facts);
    var person =
        ended.people().stream()
            .filter(customer -> customer.id.value().equals(TREATED))
            .findFirst()
            .orElseThrow();
    assertThat(person.arms.get("promo"))
        .satisfies(arm -> assertThat(arm.contaminated()).isTrue())
        .satisfies(arm -> assertThat(arm.isHoldout()).isTrue());
    assertThat(CustomerLine.write(person)).contains("\"contaminated\":true");

    Report report = new Report(story.catalog().documents());
    facts.forEach(report::add);
    Value.Fields fields =
        report.fields(new Report.Reading(null, null, 5, 0, 0, Map.of(), Map.of()), ended.people());
    Value.Fields lift = in(in(fields, "lift"), "promo");
    assertThat(lift.get("contaminated")).isEqualTo(Value.of(1));
    Value.Fields outcome = in(in(lift, "outcomes"), "order");
    boolean otherHeldOut = Draw.isHeldOut("promo", "other");
    assertThat(in(outcome, "holdout").get("people")).isEqualTo(Value.of(otherHeldOut ? 1 : 0));
    assertThat(in(outcome, "treated").get("people")).isEqualTo(Value.of(otherHeldOut ? 0 : 1));
  }

  @Test
  void h4WhoMeetsSomebodyOfTheSameArmIsNotContaminated() {
    List<String> two = Draw.heldOut("promo", "v");
    List<Fact> facts = new ArrayList<>();
    Simulation.Ended ended =
        Story.given(PROMO)
            .when(
                """
                2026-03-02T10:00:00Z ~%1$s Promo
                2026-03-03T10:00:00Z %2$s Promo
                2026-03-05T10:00:00Z ~%1$s+%2$s identify {}
                """
                    .formatted(two.get(0), two.get(1)))
            .end(facts);
    assertThat(ended.people())
        .singleElement()
        .satisfies(person ->
            assertThat(person.arms.get("promo"))
                .satisfies(arm -> assertThat(arm.contaminated()).isFalse())
                .satisfies(arm -> assertThat(arm.isHoldout()).isTrue()));
  }

  private static Value.Fields in(Value.Fields fields, String name) {
    assertThat(fields.get(name)).isInstanceOf(Value.Fields.class);
    return fields.get(name) instanceof Value.Fields inner ? inner : Value.Fields.EMPTY;
  }
}
