package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Capabilities D1 to D5: who belongs to a segment, and since when, to the second.
class SegmentRowsTest {
  private static String segment(String when) {
    return """
    kind: segment
    key: them
    when: "%s"
    """
        .formatted(when);
  }

  private static void members(String when, String events, String expected) {
    Story.given(segment(when)).when(events).then(expected, "segment.*");
  }

  @Test
  void d1AMembershipChangesWithTheEventAndJourneysSeeItInTheSameInstant() {
    Story.given(
            segment("count('Visit', 'P7D') >= 2")
                + """
                ---
                kind: journey
                key: by-event
                purpose: marketing
                entry: { on: { event: Visit }, when: "in_segment('them')" }
                steps:
                  rest: { wait: { for: P1D } }
                ---
                kind: journey
                key: by-segment
                purpose: marketing
                entry: { on: { segment: them, change: entered } }
                steps:
                  rest: { wait: { for: P1D } }
                """)
        .when(
            """
            2026-03-01T09:00:00Z ann Visit
            2026-03-01T10:00:00Z ann Visit
            """)
        .until("2026-03-01T12:00:00Z")
        .then(
            """
            2026-03-01T09:00:00Z ann journey.rejected by-event not_qualified
            2026-03-01T10:00:00Z ann segment.entered them
            2026-03-01T10:00:00Z ann journey.entered by-event
            2026-03-01T10:00:00Z ann journey.entered by-segment
            """,
            "segment.*",
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void d2ConditionsNestAndSegmentsReferToSegmentsInAnyOrder() {
    Story.given(
            """
            kind: segment
            key: aa-top
            when: "in_segment('mid') && !(profile.a == 1 && (profile.b == 2 || !(profile.c == 3)))"
            ---
            kind: segment
            key: mid
            when: "in_segment('zz-base') || profile.vip == true"
            ---
            kind: segment
            key: zz-base
            when: "did('Visit', 'PT1H')"
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann identify {"a": 1, "c": 3}
            2026-03-01T09:00:00Z ann Visit
            2026-03-01T09:10:00Z ann identify {"b": 2}
            2026-03-01T09:20:00Z ann identify {"a": 7}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann segment.entered zz-base
            2026-03-01T09:00:00Z ann segment.entered mid
            2026-03-01T09:00:00Z ann segment.entered aa-top
            2026-03-01T09:10:00Z ann segment.left aa-top
            2026-03-01T09:20:00Z ann segment.entered aa-top
            2026-03-01T10:00:00Z ann segment.left zz-base
            2026-03-01T10:00:00Z ann segment.left mid
            2026-03-01T10:00:00Z ann segment.left aa-top
            """);
  }

  @Test
  void d3BehaviourMoneyPredictionAndCompanyMixInOneCondition() {
    members(
        "count('Visit', 'P7D') >= 1 && sum('Order Completed', 'total', 'P30D') >= 100.10"
            + " && score('churn-risk') > 0.5 && account.size > 50 && consented('marketing', 'email')",
        """
        2026-03-01T09:00:00Z ann Visit
        2026-03-01T09:01:00Z ann Order Completed {"total": 60.05}
        2026-03-01T09:02:00Z ann identify {"churn_risk": 0.6}
        2026-03-01T09:03:00Z ann group acme {"size": 51}
        2026-03-01T09:04:00Z ann Order Completed {"total": 40.05}
        2026-03-01T09:05:00Z ann Unsubscribed {"channel": "email"}
        2026-03-01T09:06:00Z ann Subscribed {"channel": "email"}
        2026-03-01T09:07:00Z ann group acme {"size": 50}
        """,
        """
        2026-03-01T09:04:00Z ann segment.entered them
        2026-03-01T09:05:00Z ann segment.left them
        2026-03-01T09:06:00Z ann segment.entered them
        2026-03-01T09:07:00Z ann segment.left them
        """);
  }

  @Test
  void d4EventsAreCountedWhereTheirPropertiesFit() {
    members(
        "count('Visit', 'P1D', event.properties.page == 'pricing') >= 2",
        """
        2026-03-01T09:00:00Z ann Visit {"page": "pricing"}
        2026-03-01T09:01:00Z ann Visit {"page": "home"}
        2026-03-01T09:02:00Z ann Visit
        2026-03-01T09:03:00Z ann Visit {"page": "pricing"}
        """,
        """
        2026-03-01T09:03:00Z ann segment.entered them
        2026-03-02T09:00:00Z ann segment.left them
        """);
  }

  @Test
  void d4AbsenceIsAConditionToo() {
    members(
        "did('Signed Up', 'ever') && !did('Order Completed', 'P30D')",
        """
        2026-03-01T09:00:00Z ann Signed Up
        2026-03-05T09:00:00Z ann Order Completed
        2026-03-10T09:00:00Z bob Order Completed
        """,
        """
        2026-03-01T09:00:00Z ann segment.entered them
        2026-03-05T09:00:00Z ann segment.left them
        2026-04-04T09:00:00Z ann segment.entered them
        """);
  }

  @Test
  void d4WhoeverDidNothingCountsAsNothing() {
    members(
        "count('Order Completed', 'P30D') == 0 && sum('Order Completed', 'total', 'ever') < 1",
        """
        2026-03-01T09:00:00Z ann identify {"name": "Ann"}
        """,
        """
        2026-03-01T09:00:00Z ann segment.entered them
        """);
  }

  @Test
  void d5EachEventLeavesTheWindowAtItsOwnSecond() {
    members(
        "count('Visit', 'PT1H') >= 2",
        """
        2026-03-01T09:00:00Z ann Visit
        2026-03-01T09:20:10Z ann Visit
        2026-03-01T09:30:20Z ann Visit
        2026-03-01T10:25:00Z ann Visit
        """,
        """
        2026-03-01T09:20:10Z ann segment.entered them
        2026-03-01T10:20:10Z ann segment.left them
        2026-03-01T10:25:00Z ann segment.entered them
        2026-03-01T10:30:20Z ann segment.left them
        """);
  }

  @Test
  void d5ACountMayFallIntoABandByAgeingAlone() {
    members(
        "count('Visit', 'PT1H') == 1",
        """
        2026-03-01T09:00:00Z ann Visit
        2026-03-01T09:30:00Z ann Visit
        """,
        """
        2026-03-01T09:00:00Z ann segment.entered them
        2026-03-01T09:30:00Z ann segment.left them
        2026-03-01T10:00:00Z ann segment.entered them
        2026-03-01T10:30:00Z ann segment.left them
        """);
  }

  @Test
  void d5ThirtyDaysEndByThePersonsClockAcrossTheChangeOfClocks() {
    members(
        "did('Visit', 'P30D')",
        """
        2026-03-10T00:00:00Z ann identify {"timezone": "Europe/Berlin"}
        2026-03-10T11:22:33Z ann Visit
        2026-03-10T00:00:00Z bob identify {"timezone": "America/New_York"}
        2026-03-01T11:22:33Z bob Visit
        2026-10-01T00:00:00Z cem identify {"timezone": "Australia/Sydney"}
        2026-10-01T11:22:33Z cem Visit
        2026-03-10T11:22:33Z dan Visit
        """,
        """
        2026-03-01T11:22:33Z bob segment.entered them
        2026-03-10T11:22:33Z ann segment.entered them
        2026-03-10T11:22:33Z dan segment.entered them
        2026-03-31T10:22:33Z bob segment.left them
        2026-04-09T10:22:33Z ann segment.left them
        2026-04-09T11:22:33Z dan segment.left them
        2026-10-01T11:22:33Z cem segment.entered them
        2026-10-31T10:22:33Z cem segment.left them
        """);
  }

  @Test
  void d5AWindowOfSumsAgesToo() {
    members(
        "sum('Order Completed', 'total', 'P1D') > 0.3",
        """
        2026-03-01T09:00:00Z ann Order Completed {"total": 0.1}
        2026-03-01T10:00:00Z ann Order Completed {"total": 0.2}
        2026-03-01T11:00:00Z ann Order Completed {"total": 0.1}
        """,
        """
        2026-03-01T11:00:00Z ann segment.entered them
        2026-03-02T09:00:00Z ann segment.left them
        """);
  }

  @Test
  void d5DaysSinceAnEventGrowByThemselves() {
    members(
        "days_since('Order Completed') >= 10",
        """
        2026-03-01T09:00:00Z ann Order Completed
        2026-03-20T09:00:00Z ann Order Completed
        2026-03-20T09:00:00Z bob Visit
        """,
        """
        2026-03-11T09:00:00Z ann segment.entered them
        2026-03-20T09:00:00Z ann segment.left them
        2026-03-30T09:00:00Z ann segment.entered them
        """);
  }

  @Test
  void d5EngagementAgesLikeAnyWindow() {
    Story.given(
            segment("engaged('email', 'P1D')")
                + """
                ---
                kind: journey
                key: letter
                purpose: marketing
                entry: { on: { event: Go } }
                steps:
                  tell: { send: { template: hello, channel: email } }
                """)
        .when(
            """
            2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Email Opened {"campaign_id": "letter", "step": "tell"}
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann segment.entered them
            2026-03-02T10:00:00Z ann segment.left them
            """,
            "segment.*");
  }

  @Test
  void d5TheMembersAtTheEndAreInTheProfile() {
    Story story =
        Story.given(segment("did('Visit', 'P1D')")).when("2026-03-01T09:00:00Z ann Visit");
    assertThat(story.until("2026-03-02T08:59:59Z").person("ann"))
        .contains("\"segments\":[\"them\"]");
    assertThat(story.until("2026-03-02T09:00:00Z").person("ann")).doesNotContain("[\"them\"]");
  }
}
