package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rule E7: what a pause keeps, and what is stale after it.
class PauseRulesTest {
  private static String house(String overCap) {
    return """
    kind: journey
    key: pauser
    purpose: marketing
    entry: { on: { event: Talk Started }, again: always }
    steps:
      halt: { journey: { pause: onboarding } }
    ---
    kind: journey
    key: resumer
    purpose: marketing
    entry: { on: { event: Talk Ended }, again: always }
    steps:
      go: { journey: { resume: onboarding } }
    """
        + (overCap.isEmpty()
            ? ""
            : "---\nkind: policy\nkey: house-rules\nover_cap: { %s }\n".formatted(overCap))
        + "---\n";
  }

  private static String onboarding(String steps) {
    return """
    kind: journey
    key: onboarding
    purpose: marketing
    entry: { on: { event: Go } }
    exits: { goal: { event: Bought }, time_limit: P30D }
    steps:
    """
        + steps.indent(2);
  }

  private static final String SEND_AFTER_FOUR_HOURS =
      onboarding(
          """
          cool: { wait: { for: PT4H } }
          tell: { send: { template: hello, channel: in_app } }
          opened:
            wait:
              until: { event: In-App Message Opened, message: tell }
              at_most: P2D
              on_timeout: unopened
          read: { update: { set: { read: true } }, next: end }
          unopened: { update: { set: { unread: true } } }
          """);

  @Test
  void e7ATimerThatIsNotDueDuringThePauseIsKept() {
    Story.given(house("") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T12:59:59Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T13:00:00Z ann message.decided onboarding/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void e7AStaleSendUnderHoldGoesOutAtTheResume() {
    Story.given(house("then: hold, at_most: P2D") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-03T13:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-03T13:00:00Z ann message.decided onboarding/tell in_app sent
            2026-03-05T13:00:00Z ann profile.updated unread
            """,
            "message.decided",
            "profile.updated");
  }

  @Test
  void e7AStaleSendUnderHoldExpiresAfterItsTime() {
    Story.given(house("then: hold, at_most: P2D") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-03T13:00:01Z ann Talk Ended
            """)
        .then(
            """
            2026-03-03T13:00:01Z ann message.decided onboarding/tell dropped expired
            """,
            "message.decided");
  }

  @Test
  void e7AStaleSendUnderDropIsDroppedAndTheJourneyGoesOn() {
    Story.given(house("then: drop") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T14:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T14:00:00Z ann message.decided onboarding/tell dropped expired
            2026-03-03T14:00:00Z ann profile.updated unread
            """,
            "message.decided",
            "profile.updated");
  }

  @Test
  void e7AStaleSendUnderAdvanceIsDroppedAndNobodyWaitsForItsFeedback() {
    Story.given(house("then: advance") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T14:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T14:00:00Z ann message.decided onboarding/tell dropped expired
            2026-03-01T14:00:00Z ann profile.updated unread
            """,
            "message.decided",
            "profile.updated");
  }

  @Test
  void e7AWaitSatisfiedDuringThePausePassesAtTheResumeThoughItsTimeIsUp() {
    Story.given(
            house("")
                + onboarding(
                    """
                    called: { wait: { until: { event: Called }, at_most: PT4H, on_timeout: late } }
                    early: { update: { set: { early: true } }, next: end }
                    late: { update: { set: { late: true } } }
                    """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T11:00:00Z ann Called
            2026-03-01T15:00:00Z ann Talk Ended
            2026-03-01T09:00:00Z bob Go
            2026-03-01T10:00:00Z bob Talk Started
            2026-03-01T11:00:00Z bob Called
            2026-03-01T12:00:00Z bob Talk Ended
            2026-03-01T09:00:00Z cem Go
            2026-03-01T10:00:00Z cem Talk Started
            2026-03-01T14:00:00Z cem Called
            2026-03-01T15:00:00Z cem Talk Ended
            """)
        .then(
            """
            2026-03-01T12:00:00Z bob profile.updated early
            2026-03-01T15:00:00Z ann profile.updated early
            2026-03-01T15:00:00Z cem profile.updated late
            """,
            "profile.updated");
  }

  @Test
  void e7ATaskDoneDuringThePauseIsNotForgotten() {
    Story.given(
            house("")
                + onboarding(
                    """
                    call:
                      task: { team: sales, subject: Call, wait: { at_most: P3D, on_timeout: late } }
                    early: { update: { set: { early: true } }, next: end }
                    late: { update: { set: { late: true } } }
                    """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T11:00:00Z ann Task Completed {"campaign_id": "onboarding", "step": "call"}
            2026-03-01T12:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T11:00:00Z ann task.done call done
            2026-03-01T12:00:00Z ann profile.updated early
            """,
            "task.done",
            "profile.updated");
  }

  @Test
  void e7ExitsAreTestedDuringThePauseAsEver() {
    Story.given(house("") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Talk Started
            2026-03-01T11:00:00Z ann Bought
            2026-03-01T09:00:00Z bob Go
            2026-03-01T10:00:00Z bob Talk Started
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann journey.exited pauser completed
            2026-03-01T10:00:00Z bob journey.exited pauser completed
            2026-03-01T11:00:00Z ann journey.exited onboarding goal
            2026-03-31T09:00:00Z bob journey.exited onboarding time_limit
            """,
            "journey.exited");
  }

  @Test
  void e7OthersAreNotPaused() {
    Story.given(house("") + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            2026-03-01T10:00:00Z ann Talk Started
            """)
        .then(
            """
            2026-03-01T13:00:00Z bob message.decided onboarding/tell in_app sent
            """,
            "message.decided");
  }

  @Test
  void e7AHandlerPausesAndResumesAnotherJourneyForThisPerson() {
    Story.given(
            """
            kind: journey
            key: sales
            purpose: marketing
            entry: { on: { event: Talk Started } }
            steps:
              rest: { wait: { for: P10D } }
            on:
              - { event: Pricing Viewed, do: [ { journey: { pause: onboarding } }, { task: { team: csm, subject: "Pricing interest" } } ] }
              - { event: Talk Ended, do: [ { journey: { resume: onboarding } } ] }
            ---
            """
                + SEND_AFTER_FOUR_HOURS)
        .when(
            """
            2026-03-01T08:00:00Z ann Talk Started
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Pricing Viewed
            2026-03-01T12:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann task.created csm 'Pricing interest'
            2026-03-01T13:00:00Z ann message.decided onboarding/tell in_app sent
            """,
            "task.created",
            "message.decided");
  }

  @Test
  void e7WhoeverArrivesDuringThePauseStandsStillUntilTheResume() {
    Story.given(
            """
            kind: journey
            key: onboarding
            purpose: marketing
            entry: { on: { event: Go } }
            steps:
              halt: { journey: { pause: onboarding } }
              mark: { update: { set: { marked: true } } }
            ---
            kind: journey
            key: resumer
            purpose: marketing
            entry: { on: { event: Talk Ended } }
            steps:
              go: { journey: { resume: onboarding } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T12:00:00Z ann Talk Ended
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.step onboarding/halt
            2026-03-01T09:00:00Z ann journey.step onboarding/mark
            2026-03-01T12:00:00Z ann journey.step resumer/go
            2026-03-01T12:00:00Z ann profile.updated marked
            """,
            "journey.step",
            "profile.updated");
  }
}
