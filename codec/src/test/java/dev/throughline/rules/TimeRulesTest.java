package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rules T1 to T3: order, lateness and zones.
class TimeRulesTest {
  private static final String WAIT_THEN_SEND =
      """
      kind: journey
      key: cart
      purpose: marketing
      entry: { on: { event: Cart Updated } }
      exits: { goal: { event: Order Completed } }
      steps:
        cool: { wait: { for: PT1H } }
        remind: { send: { template: hello, channel: in_app } }
        later: { wait: { for: P1D } }
      """;

  private static final String WELCOME =
      """
      kind: segment
      key: newcomers
      when: "did('Signed Up', 'P30D')"
      ---
      kind: journey
      key: welcome
      purpose: marketing
      entry: { on: { event: Signed Up } }
      steps:
        ask: { wait: { until: { event: Answered }, at_most: P10D } }
      """;

  private static String morning(String at) {
    return """
    kind: journey
    key: morning
    purpose: marketing
    entry: { on: { event: Go }, again: always }
    steps:
      sleep: { wait: { at: "%s" } }
    """
        .formatted(at);
  }

  @Test
  void t1ATimerDueAtTheTimeOfAnEventActsBeforeIt() {
    Story.given(WAIT_THEN_SEND)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated
            2026-03-01T10:00:00Z ann Order Completed
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann message.decided cart/remind in_app sent
            2026-03-01T10:00:00Z ann journey.exited cart goal
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void t1AnEventOneMillisecondBeforeTheTimerActsFirst() {
    Story.given(WAIT_THEN_SEND)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated
            2026-03-01T09:59:59.999Z ann Order Completed
            """)
        .then(
            """
            2026-03-01T09:59:59.999Z ann journey.exited cart goal
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void t1EventsActInTheOrderOfTheirTimesNotOfTheFile() {
    Story.given(WAIT_THEN_SEND)
        .when(
            """
            2026-03-01T09:30:00Z ann Order Completed
            2026-03-01T09:00:00Z ann Cart Updated
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered cart
            2026-03-01T09:30:00Z ann journey.exited cart goal
            """,
            "journey.entered",
            "journey.exited");
  }

  @Test
  void t1AtOneTimeTheOrderOfArrivalHolds() {
    Story story =
        Story.given(WAIT_THEN_SEND)
            .when(
                """
                2026-03-01T09:00:00Z ann identify {"plan": "pro"} received 2026-03-01T09:00:02Z
                2026-03-01T09:00:00Z ann identify {"plan": "trial"} received 2026-03-01T09:00:01Z
                """);
    assertThat(story.person("ann")).contains("\"plan\":\"pro\"");
  }

  @Test
  void t2AnEventExactlyAsLateAsAllowedStartsItsJourneyAtItsOwnTime() {
    Story.given(WELCOME)
        .when("2026-03-01T09:00:00Z ann Signed Up {} received 2026-03-02T09:00:00Z")
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered welcome
            2026-03-11T09:00:00Z ann journey.exited welcome completed
            """,
            "journey.entered",
            "journey.exited");
  }

  @Test
  void t2ALaterEventIsCountedAndStartsNoJourney() {
    Story.given(WELCOME)
        .when("2026-03-01T09:00:00Z ann Signed Up {} received 2026-03-02T09:00:01Z")
        .then(
            """
            2026-03-02T09:00:01Z ann segment.entered newcomers
            2026-03-31T09:00:00Z ann segment.left newcomers
            """);
  }

  @Test
  void t2ALaterEventMovesNoJourney() {
    Story.given(WELCOME)
        .when(
            """
            2026-03-01T09:00:00Z ann Signed Up
            2026-03-01T10:00:00Z ann Answered {} received 2026-03-03T10:00:00Z
            """)
        .then(
            """
            2026-03-11T09:00:00Z ann journey.exited welcome completed
            """,
            "journey.exited");
  }

  @Test
  void t2MaxLatenessIsTheWorkspaces() {
    Story.inWorkspace(
            """
            kind: workspace
            key: shop
            zone: UTC
            currency: EUR
            max_lateness: PT10M
            ---
            """
                + WELCOME)
        .when(
            """
            2026-03-01T09:00:00Z ann Signed Up {} received 2026-03-01T09:10:00Z
            2026-03-01T09:00:00Z bob Signed Up {} received 2026-03-01T09:10:01Z
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered welcome
            """,
            "journey.entered");
  }

  @Test
  void t3TheZoneIsThePersonsThenTheAddresssThenTheNumbersThenTheWorkspaces() {
    Story.given(morning("09:00"))
        .when(
            """
            2026-06-01T00:59:00Z ann identify {"timezone": "Asia/Tokyo", "address": {"country": "DE"}}
            2026-06-01T00:59:00Z bea identify {"address": {"country": "DE"}, "phone": "+81312345678"}
            2026-06-01T00:59:00Z cem identify {"phone": "+4915123456789"}
            2026-06-01T00:59:00Z dan identify {"name": "Dan"}
            2026-06-01T00:59:00Z eve identify {"address": {"country": "US", "state": "CA"}}
            2026-06-01T00:59:00Z fay identify {"timezone": "Nowhere/Land"}
            2026-06-01T01:00:00Z ann Go
            2026-06-01T01:00:00Z bea Go
            2026-06-01T01:00:00Z cem Go
            2026-06-01T01:00:00Z dan Go
            2026-06-01T01:00:00Z eve Go
            2026-06-01T01:00:00Z fay Go
            """)
        .then(
            """
            2026-06-01T07:00:00Z bea journey.exited morning completed
            2026-06-01T07:00:00Z cem journey.exited morning completed
            2026-06-01T09:00:00Z dan journey.exited morning completed
            2026-06-01T09:00:00Z fay journey.exited morning completed
            2026-06-01T16:00:00Z eve journey.exited morning completed
            2026-06-02T00:00:00Z ann journey.exited morning completed
            """,
            "journey.exited");
  }

  @Test
  void t3ATimeThatSpringSkipsBecomesTheFirstInstantAfterTheGap() {
    Story.given(morning("02:30"))
        .when(
            """
            2026-03-28T20:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-03-28T20:00:00Z ann Go
            2026-03-29T20:00:00Z ann Go
            """)
        .then(
            """
            2026-03-29T01:00:00Z ann journey.exited morning completed
            2026-03-30T00:30:00Z ann journey.exited morning completed
            """,
            "journey.exited");
  }

  @Test
  void t3ATimeThatAutumnRepeatsIsTakenAtItsFirstOccurrence() {
    Story.given(morning("02:30"))
        .when(
            """
            2026-10-24T20:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-10-24T20:00:00Z ann Go
            2026-10-25T00:45:00Z ann Go
            """)
        .then(
            """
            2026-10-25T00:30:00Z ann journey.exited morning completed
            2026-10-26T01:30:00Z ann journey.exited morning completed
            """,
            "journey.exited");
  }

  @Test
  void t3ADayIsACalendarDayAndTwentyFourHoursAreHours() {
    Story.given(
            """
            kind: journey
            key: by-day
            purpose: marketing
            entry: { on: { event: Go }, again: always }
            steps:
              sleep: { wait: { for: P1D } }
            ---
            kind: journey
            key: by-hours
            purpose: marketing
            entry: { on: { event: Go }, again: always }
            steps:
              sleep: { wait: { for: PT24H } }
            """)
        .when(
            """
            2026-03-28T11:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z ann Go
            2026-10-24T10:00:00Z ann Go
            """)
        .then(
            """
            2026-03-29T10:00:00Z ann journey.exited by-day completed
            2026-03-29T11:00:00Z ann journey.exited by-hours completed
            2026-10-25T10:00:00Z ann journey.exited by-hours completed
            2026-10-25T11:00:00Z ann journey.exited by-day completed
            """,
            "journey.exited");
  }

  @Test
  void t3ADayThatEndsInTheGapEndsWithIt() {
    Story.given(
            """
            kind: journey
            key: by-day
            purpose: marketing
            entry: { on: { event: Go } }
            steps:
              sleep: { wait: { for: P1D } }
            """)
        .when(
            """
            2026-03-07T00:00:00Z ann identify {"timezone": "America/New_York"}
            2026-03-07T07:30:00Z ann Go
            """)
        .then(
            """
            2026-03-08T07:00:00Z ann journey.exited by-day completed
            """,
            "journey.exited");
  }

  @Test
  void t3AWindowOfADayEndsByTheCalendarOfThePerson() {
    Story.given(
            """
            kind: segment
            key: today
            when: "did('Visit', 'P1D')"
            ---
            kind: segment
            key: hours
            when: "did('Visit', 'PT24H')"
            """)
        .when(
            """
            2026-03-28T11:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z ann Visit
            2026-10-24T01:30:00Z ann Visit
            """)
        .then(
            """
            2026-03-28T11:00:00Z ann segment.entered hours
            2026-03-28T11:00:00Z ann segment.entered today
            2026-03-29T10:00:00Z ann segment.left today
            2026-03-29T11:00:00Z ann segment.left hours
            2026-10-24T01:30:00Z ann segment.entered hours
            2026-10-24T01:30:00Z ann segment.entered today
            2026-10-25T01:30:00Z ann segment.left hours
            2026-10-25T02:30:00Z ann segment.left today
            """);
  }

  @Test
  void t3ANewZoneMovesTheWindowsOfDays() {
    Story.given(
            """
            kind: segment
            key: today
            when: "did('Visit', 'P1D')"
            """)
        .when(
            """
            2026-03-28T11:00:00Z ann Visit
            2026-03-28T12:00:00Z ann identify {"timezone": "Europe/Berlin"}
            """)
        .then(
            """
            2026-03-28T11:00:00Z ann segment.entered today
            2026-03-29T10:00:00Z ann segment.left today
            """);
  }
}
