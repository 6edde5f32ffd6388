package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Capabilities F1 to F3, segments and calls: what starts a journey.
class TriggersTest {
  private static String startedBy(String on) {
    return """
    kind: journey
    key: told
    purpose: marketing
    entry: { on: %s, again: always }
    steps:
      mark: { task: { team: shop, subject: Hello } }
    """
        .formatted(on);
  }

  private static void starts(String on, String events, String expected) {
    Story.given(startedBy(on)).when(events).then(expected, "journey.entered", "journey.rejected");
  }

  @Test
  void f1AnEventStartsAJourneyWhereItsPropertiesFit() {
    starts(
        "{ event: Cart Updated, where: \"event.properties.value > 20.0 && event.properties.kind in ['a', 'b']\" }",
        """
        2026-03-01T09:00:00Z ann Cart Updated {"value": 20.0, "kind": "a"}
        2026-03-01T09:01:00Z ann Cart Updated {"value": 20.01, "kind": "c"}
        2026-03-01T09:02:00Z ann Cart Updated {"value": "21", "kind": "a"}
        2026-03-01T09:03:00Z ann Cart Updated {"value": 21, "kind": "b"}
        2026-03-01T09:04:00Z ann Cart Updated {"value": 20.01, "kind": "a"}
        2026-03-01T09:05:00Z ann Cart Updated
        """,
        """
        2026-03-01T09:03:00Z ann journey.entered told
        2026-03-01T09:04:00Z ann journey.entered told
        """);
  }

  @Test
  void f2AnAttributeStartsAJourneyOnlyWhenItReallyChanges() {
    starts(
        "{ attribute: plan, from: trial, to: pro }",
        """
        2026-03-01T09:00:00Z ann identify {"plan": "pro"}
        2026-03-01T09:01:00Z ann identify {"plan": "trial"}
        2026-03-01T09:02:00Z ann identify {"name": "Ann"}
        2026-03-01T09:03:00Z ann identify {"plan": "pro"}
        2026-03-01T09:04:00Z ann identify {"plan": "pro"}
        2026-03-01T09:05:00Z ann identify {"plan": "trial"}
        2026-03-01T09:06:00Z ann identify {"plan": "pro"}
        """,
        """
        2026-03-01T09:03:00Z ann journey.entered told
        2026-03-01T09:06:00Z ann journey.entered told
        """);
  }

  @Test
  void f2WithoutFromAndToAnyRealChangeCounts() {
    starts(
        "{ attribute: seats }",
        """
        2026-03-01T09:00:00Z ann identify {"seats": 5}
        2026-03-01T09:01:00Z ann identify {"seats": 5.0}
        2026-03-01T09:02:00Z ann identify {"seats": "5"}
        2026-03-01T09:03:00Z ann identify {"seats": null}
        2026-03-01T09:04:00Z ann identify {"other": 1}
        """,
        """
        2026-03-01T09:00:00Z ann journey.entered told
        2026-03-01T09:02:00Z ann journey.entered told
        2026-03-01T09:03:00Z ann journey.entered told
        """);
  }

  @Test
  void f2FromAloneAndToAloneLeaveTheOtherOpen() {
    starts(
        "{ attribute: seats, to: 10 }",
        """
        2026-03-01T09:00:00Z ann identify {"seats": 10.0}
        2026-03-01T09:01:00Z ann identify {"seats": 9}
        2026-03-01T09:02:00Z ann identify {"seats": 10}
        """,
        """
        2026-03-01T09:00:00Z ann journey.entered told
        2026-03-01T09:02:00Z ann journey.entered told
        """);
    starts(
        "{ attribute: vip, from: true }",
        """
        2026-03-01T09:00:00Z ann identify {"vip": true}
        2026-03-01T09:01:00Z ann identify {"vip": false}
        2026-03-01T09:02:00Z ann identify {"vip": true}
        2026-03-01T09:03:00Z ann identify {"vip": null}
        """,
        """
        2026-03-01T09:01:00Z ann journey.entered told
        2026-03-01T09:03:00Z ann journey.entered told
        """);
  }

  @Test
  void f2AnOlderValueThatArrivesLateIsNoChange() {
    starts(
        "{ attribute: plan, to: trial }",
        """
        2026-03-02T09:00:00Z ann identify {"plan": "pro"}
        2026-03-01T09:00:00Z ann identify {"plan": "trial"} received 2026-03-04T09:00:00Z
        2026-03-05T09:00:00Z ann identify {"name": "Ann"}
        """,
        "");
  }

  @Test
  void f3AScoreStartsAJourneyOncePerCrossingUpwards() {
    starts(
        "{ score: churn-risk, crosses: 0.7, direction: up }",
        """
        2026-03-01T09:00:00Z ann identify {"churn_risk": 0.5}
        2026-03-01T09:01:00Z ann identify {"churn_risk": 0.7}
        2026-03-01T09:02:00Z ann identify {"churn_risk": 0.9}
        2026-03-01T09:03:00Z ann identify {"churn_risk": 0.69999}
        2026-03-01T09:04:00Z ann identify {"churn_risk": 1}
        2026-03-01T09:05:00Z bob identify {"churn_risk": 0.8}
        """,
        """
        2026-03-01T09:01:00Z ann journey.entered told
        2026-03-01T09:04:00Z ann journey.entered told
        2026-03-01T09:05:00Z bob journey.entered told
        """);
  }

  @Test
  void f3AScoreStartsAJourneyOncePerCrossingDownwards() {
    starts(
        "{ score: churn-risk, crosses: 0.7, direction: down }",
        """
        2026-03-01T09:00:00Z ann identify {"churn_risk": 0.5}
        2026-03-01T09:01:00Z ann identify {"churn_risk": 0.7}
        2026-03-01T09:02:00Z ann identify {"churn_risk": 0.69}
        2026-03-01T09:03:00Z ann identify {"churn_risk": 0.1}
        2026-03-01T09:04:00Z ann identify {"churn_risk": 0.9}
        2026-03-01T09:05:00Z ann identify {"churn_risk": 0.2}
        """,
        """
        2026-03-01T09:02:00Z ann journey.entered told
        2026-03-01T09:05:00Z ann journey.entered told
        """);
  }

  @Test
  void aCallStartsAJourneyWithWhatItBrings() {
    Story.given(
            """
            kind: journey
            key: invited
            purpose: marketing
            entry: { on: { api: true }, when: "event.properties.seats > 1" }
            steps:
              call: { task: { team: sales, subject: "{{ entry.properties.seats }} seats" } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann start invited {"seats": 1}
            2026-03-01T10:00:00Z ann start invited {"seats": 12}
            2026-03-01T11:00:00Z ann start invited {"seats": 13}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.rejected invited not_qualified
            2026-03-01T10:00:00Z ann journey.entered invited
            2026-03-01T10:00:00Z ann journey.step invited/call
            2026-03-01T10:00:00Z ann task.created sales '12 seats'
            2026-03-01T10:00:00Z ann journey.exited invited completed
            2026-03-01T11:00:00Z ann journey.rejected invited reentry
            """);
  }

  @Test
  void aCallForSomebodyNewAsksWhatTheyHaveNotDone() {
    Story.given(
            """
            kind: segment
            key: new-here
            when: "!did('Order Completed', 'ever')"
            ---
            kind: journey
            key: invited
            purpose: marketing
            entry: { on: { api: true }, when: "in_segment('new-here')" }
            steps:
              call: { task: { team: sales, subject: Invite } }
            """)
        .when("2026-03-01T09:00:00Z ann start invited")
        .then(
            """
            2026-03-01T09:00:00Z ann segment.entered new-here
            2026-03-01T09:00:00Z ann journey.entered invited
            """,
            "segment.*",
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void aCallOfAJourneyThatDoesNotExistIsCountedAndStartsNothing() {
    Story story =
        Story.given(startedBy("{ api: true }"))
            .when("2026-03-01T09:00:00Z ann start no-such-journey");
    assertThat(story.end(new ArrayList<>()).mismatches())
        .containsEntry("start: no-such-journey", 1);
    story.then("");
  }

  @Test
  void aSegmentStartsJourneysWhenEnteredAndWhenLeft() {
    Story.given(
            """
            kind: segment
            key: quiet
            when: "did('Visit', 'ever') && !did('Visit', 'P3D')"
            ---
            kind: journey
            key: miss-you
            purpose: marketing
            entry: { on: { segment: quiet, change: entered }, again: always }
            steps:
              mark: { update: { set: { missed: true } } }
            ---
            kind: journey
            key: welcome-back
            purpose: marketing
            entry: { on: { segment: quiet, change: left }, again: always }
            steps:
              mark: { update: { unset: [ missed ] } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Visit
            2026-03-10T09:00:00Z ann Visit
            """)
        .then(
            """
            2026-03-04T09:00:00Z ann segment.entered quiet
            2026-03-04T09:00:00Z ann journey.entered miss-you
            2026-03-10T09:00:00Z ann segment.left quiet
            2026-03-10T09:00:00Z ann journey.entered welcome-back
            2026-03-13T09:00:00Z ann segment.entered quiet
            2026-03-13T09:00:00Z ann journey.entered miss-you
            """,
            "segment.*",
            "journey.entered");
  }
}
