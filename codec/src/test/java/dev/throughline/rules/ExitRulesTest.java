package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rule E3: the five exits, and what leaving cancels.
class ExitRulesTest {
  @Test
  void e3AWindowThatSlidesMakesAGoalTrueWithoutAnyEvent() {
    Story.given(
            """
            kind: journey
            key: visits
            purpose: marketing
            entry: { on: { event: Visit } }
            exits: { goal: { when: "!did('Visit', 'PT1H')" } }
            steps:
              sleep: { wait: { for: P10D } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Visit
            2026-03-01T09:30:00Z ann Visit
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered visits
            2026-03-01T10:30:00Z ann journey.exited visits goal
            """,
            "journey.entered",
            "journey.exited");
  }

  @Test
  void e3AChangeOfTheProfileEndsAJourneyInMidWait() {
    Story.given(
            """
            kind: journey
            key: nurture
            purpose: marketing
            entry: { on: { event: Go } }
            exits:
              goal: { when: "profile.plan == 'pro'" }
              disqualified: { when: "profile.status == 'closed'" }
            steps:
              sleep: { wait: { for: P10D } }
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann identify {"status": "closed"}
            2026-03-01T09:00:00Z bob Go
            2026-03-02T09:00:00Z bob identify {"status": "closed", "plan": "pro"}
            2026-03-01T09:00:00Z cem Go
            """)
        .then(
            """
            2026-03-02T09:00:00Z ann journey.exited nurture disqualified
            2026-03-02T09:00:00Z bob journey.exited nurture goal
            2026-03-11T09:00:00Z cem message.decided nurture/tell in_app sent
            2026-03-11T09:00:00Z cem journey.exited nurture completed
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void e3LeavingCancelsTheTimers() {
    Story.given(
            """
            kind: journey
            key: nurture
            purpose: marketing
            entry: { on: { event: Go }, again: always }
            exits: { goal: { event: Bought }, time_limit: P5D }
            steps:
              sleep: { wait: { for: P2D } }
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann Bought
            2026-03-02T10:00:00Z ann Go
            2026-03-02T11:00:00Z ann Bought
            """)
        .then(
            """
            2026-03-02T09:00:00Z ann journey.exited nurture goal
            2026-03-02T11:00:00Z ann journey.exited nurture goal
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void e3AMessageHeldWhenItsJourneyEndsIsDropped() {
    Story.given(
            """
            kind: policy
            key: house-rules
            quiet_hours: [ { channels: [in_app], from: "21:00", to: "08:00", then: hold } ]
            ---
            kind: journey
            key: nurture
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { goal: { event: Bought } }
            steps:
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when(
            """
            2026-03-01T22:00:00Z ann Go
            2026-03-01T22:30:00Z ann Bought
            """)
        .then(
            """
            2026-03-01T22:00:00Z ann message.decided nurture/tell in_app held quiet_hours
            2026-03-01T22:30:00Z ann message.decided nurture/tell in_app dropped journey_ended
            2026-03-01T22:30:00Z ann journey.exited nurture goal
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void e3AHigherPrioritySupersedesOnlyWhereTheJourneySaysSo() {
    Story.given(
            """
            kind: journey
            key: gentle
            purpose: marketing
            priority: 20
            entry: { on: { event: Go } }
            exits: { superseded: { by: higher-priority } }
            steps:
              sleep: { wait: { for: P2D } }
            ---
            kind: journey
            key: firm
            purpose: marketing
            priority: 20
            entry: { on: { event: Go } }
            steps:
              sleep: { wait: { for: P2D } }
            ---
            kind: journey
            key: equal
            purpose: marketing
            priority: 20
            entry: { on: { event: First } }
            steps:
              sleep: { wait: { for: P2D } }
            ---
            kind: journey
            key: urgent
            purpose: marketing
            priority: 21
            entry: { on: { event: Second } }
            steps:
              sleep: { wait: { for: P2D } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann First
            2026-03-01T11:00:00Z ann Second
            """)
        .then(
            """
            2026-03-01T11:00:00Z ann journey.exited gentle superseded
            2026-03-03T09:00:00Z ann journey.exited firm completed
            2026-03-03T10:00:00Z ann journey.exited equal completed
            2026-03-03T11:00:00Z ann journey.exited urgent completed
            """,
            "journey.exited");
  }

  @Test
  void e3TheTimeLimitIsCountedInThePersonsDays() {
    Story.given(
            """
            kind: journey
            key: limited
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { time_limit: P1D }
            steps:
              sleep: { wait: { for: P5D } }
            """)
        .when(
            """
            2026-10-24T10:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-10-24T10:00:00Z ann Go
            """)
        .then(
            """
            2026-10-25T11:00:00Z ann journey.exited limited time_limit
            """,
            "journey.exited");
  }

  @Test
  void e3AtMostSoManyMessagesAreSentInOneRun() {
    Story.given(
            """
            kind: journey
            key: drip
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { max_messages: 2 }
            steps:
              tell: { send: { template: hello, channel: in_app } }
              sleep: { wait: { for: P1D }, next: tell }
            """)
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann message.decided drip/tell in_app sent
            2026-03-02T09:00:00Z ann message.decided drip/tell in_app sent
            2026-03-03T09:00:00Z ann journey.exited drip max_messages
            """,
            "message.decided",
            "journey.exited");
  }
}
