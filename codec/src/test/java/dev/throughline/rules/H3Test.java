package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// H3: a ghost walks as treated people do, but nothing is delivered and no touch is credited (row
/// Q2).
class H3Test {
  private static final String GHOST = Draw.heldOut("walk", "p").getFirst();
  private static final String TREATED = Draw.treated("walk", "p").getFirst();

  private static final String WALK =
      policy(
              "caps: [ { purpose: marketing, max: 1, per: P1D } ]",
              "quiet_hours: [ { channels: [in_app], from: '21:00', to: '08:00', then: hold } ]",
              "over_cap: { then: hold, at_most: P2D }")
          + """
          kind: journey
          key: walk
          name: Walk
          holdout: 50%
          entry: { on: { event: Walk } }
          exits: { goal: { event: Order Completed }, max_messages: 3 }
          steps:
            one: { send: { template: hello, channel: in_app } }
            seen: { wait: { until: { event: In-App Message Clicked, message: one }, at_most: PT12H, on_timeout: two } }
            two: { send: { template: hello, channel: in_app } }
            mark: { update: { set: { walked: true } } }
            night: { wait: { at: "22:00" } }
            three: { send: { template: hello, channel: in_app } }
            rest: { wait: { for: P2D } }
            four: { send: { template: hello, channel: in_app } }
          ---
          kind: conversion
          key: order
          name: Order
          on: { event: Order Completed }
          value: "event.properties.total"
          ---
          """;

  private static List<String> walk(String person, String... kinds) {
    return Story.given(WALK)
        .when("2026-03-02T10:00:00Z %s Walk".formatted(person))
        .facts(kinds)
        .lines()
        .map(line -> line.replace(person, "somebody"))
        .toList();
  }

  @Test
  void h3AGhostWalksStepByStepAsTreatedPeopleDo() {
    assertThat(walk(GHOST, "journey.step", "journey.exited", "profile.updated"))
        .isEqualTo(walk(TREATED, "journey.step", "journey.exited", "profile.updated"))
        .hasSize(9)
        .last()
        .isEqualTo("2026-03-06T10:00:00Z somebody journey.exited walk max_messages");
  }

  @Test
  void h3AGhostIsHeldByCapsAndQuietHoursAsTreatedPeopleAre() {
    List<String> ghost = walk(GHOST, "message.decided");
    assertThat(ghost)
        .containsExactly(
            "2026-03-02T10:00:00Z somebody message.decided walk/one in_app ghost holdout_journey",
            "2026-03-02T22:00:00Z somebody message.decided walk/two in_app held quiet_hours",
            "2026-03-03T10:00:00Z somebody message.decided walk/two in_app ghost holdout_journey",
            "2026-03-03T22:00:00Z somebody message.decided walk/three in_app held quiet_hours",
            "2026-03-04T10:00:00Z somebody message.decided walk/three in_app ghost holdout_journey");
    assertThat(walk(TREATED, "message.decided"))
        .isEqualTo(
            ghost.stream().map(line -> line.replace("ghost holdout_journey", "sent")).toList());
  }

  @Test
  void h3NothingReachesAGhostAndNoTouchIsCredited() {
    String events =
        """
        2026-03-02T10:00:00Z %1$s Walk
        2026-03-02T11:00:00Z %1$s In-App Message Clicked {"campaign_id": "walk", "step": "one"}
        2026-03-02T12:00:00Z %1$s Order Completed {"total": 10}
        """;
    Story.given(WALK)
        .when(events.formatted(GHOST))
        .then(
            """
            2026-03-02T10:00:00Z %1$s message.decided walk/one in_app ghost holdout_journey
            2026-03-02T12:00:00Z %1$s conversion order m2 10.00 EUR
            """
                .formatted(GHOST),
            "message.*",
            "conversion",
            "credit");
    assertThat(Story.given(WALK).when(events.formatted(TREATED)).facts("message.*", "credit"))
        .contains("message.delivered", "message.clicked", "credit m2 linear walk/one 10.00 EUR");
  }

  @Test
  void h3AGhostTakesNoPlaceFromARealSendAndYieldsToOne() {
    Story.given(
            policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]")
                + journey("news", "News", "in_app")
                + journey("promo", "Promo", "in_app", "holdout: 100%"))
        .when(
            """
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann News
            2026-03-02T12:00:00Z ann Promo
            2026-03-03T10:30:00Z ann Promo
            2026-03-03T11:00:00Z ann Promo
            2026-03-03T11:00:01Z ann News
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_journey
            2026-03-02T11:00:00Z ann message.decided news/tell in_app sent
            2026-03-02T12:00:00Z ann message.decided promo/tell in_app dropped frequency_cap
            2026-03-03T10:30:00Z ann message.decided promo/tell in_app dropped frequency_cap
            2026-03-03T11:00:00Z ann message.decided promo/tell in_app ghost holdout_journey
            2026-03-03T11:00:01Z ann message.decided news/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void h3AGhostOfHigherPriorityOutranksNoRealSend() {
    Story.given(
            policy("caps: [ { purpose: marketing, max: 1, per: P1D } ]")
                + journey("news", "Go", "in_app", "priority: 10")
                + journey("promo", "Go", "in_app", "priority: 90", "holdout: 100%"))
        .when("2026-03-02T10:00:00Z ann Go")
        .then(
            """
            2026-03-02T10:00:00Z ann message.decided promo/tell in_app ghost holdout_journey
            2026-03-02T10:00:00Z ann message.decided news/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void h3AGhostTouchIsNowhereInThePersonsState() {
    List<Fact> facts = new ArrayList<>();
    var ended = Story.given(WALK).when("2026-03-02T10:00:00Z %s Walk".formatted(GHOST)).end(facts);
    assertThat(ended.people())
        .singleElement()
        .satisfies(person -> {
          assertThat(person.touches).isEmpty();
          assertThat(person.reservations).hasSize(3).allMatch(place -> place.ghost());
        });
  }
}
