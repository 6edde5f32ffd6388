package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rule E1: who is let in, and why somebody is not.
class EntryRulesTest {
  private static final String GUARDED =
      """
      kind: journey
      key: offer
      purpose: marketing
      priority: 10
      entry:
        on: { event: Go, where: "event.properties.n >= 1" }
        when: "profile.ok == true"
        unless: [ "profile.bad == true", "in_segment('staff')" ]
      exits: { superseded: { by: [ important ] } }
      steps:
        sleep: { wait: { for: PT1H } }
      ---
      kind: segment
      key: staff
      when: "profile.staff == true"
      ---
      kind: journey
      key: important
      purpose: marketing
      entry: { on: { event: Start Important } }
      steps:
        sleep: { wait: { for: P90D } }
      ---
      kind: journey
      key: pauser
      purpose: marketing
      entry: { on: { event: Stop It } }
      steps:
        halt: { journey: { pause: offer } }
      """;

  private static String again(String again) {
    return """
    kind: journey
    key: offer
    purpose: marketing
    entry: { on: { event: Go }, again: %s }
    steps:
      sleep: { wait: { for: PT1H } }
    """
        .formatted(again);
  }

  @Test
  void e1WhoMeetsEverythingComesIn() {
    Story.given(GUARDED)
        .when(
            """
            2026-03-01T09:00:00Z ann identify {"ok": true}
            2026-03-01T10:00:00Z ann Go {"n": 1}
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann journey.entered offer
            2026-03-01T10:00:00Z ann journey.step offer/sleep
            2026-03-01T11:00:00Z ann journey.exited offer completed
            """,
            "journey.*");
  }

  @Test
  void e1ATriggerThatDoesNotMatchIsNoRefusal() {
    Story.given(GUARDED)
        .when(
            """
            2026-03-01T10:00:00Z ann Go {"n": 0}
            2026-03-01T10:00:01Z ann Go
            2026-03-01T10:00:02Z ann go {"n": 1}
            """)
        .then("", "journey.*");
  }

  @Test
  void e1EveryReasonOfARefusal() {
    Story.given(GUARDED)
        .when(
            """
            2026-03-01T09:00:00Z ann Go {"n": 1}
            2026-03-01T09:00:00Z bob identify {"ok": true, "bad": true}
            2026-03-01T09:00:00Z bob Go {"n": 1}
            2026-03-01T09:00:00Z cem identify {"ok": true, "staff": true}
            2026-03-01T09:00:00Z cem Go {"n": 1}
            2026-03-01T09:00:00Z dan identify {"ok": true}
            2026-03-01T09:00:00Z dan Go {"n": 1}
            2026-03-01T09:30:00Z dan Go {"n": 1}
            2026-03-01T10:30:00Z dan Go {"n": 1}
            2026-03-01T09:00:00Z eve identify {"ok": true}
            2026-03-01T09:00:00Z eve Start Important
            2026-03-01T11:00:00Z eve Go {"n": 1}
            2026-03-01T09:00:00Z fay identify {"ok": true}
            2026-03-01T09:00:00Z fay Stop It
            2026-03-01T11:00:00Z fay Go {"n": 1}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.rejected offer not_qualified
            2026-03-01T09:00:00Z bob journey.rejected offer suppressed
            2026-03-01T09:00:00Z cem journey.rejected offer suppressed
            2026-03-01T09:30:00Z dan journey.rejected offer already_in
            2026-03-01T10:30:00Z dan journey.rejected offer reentry
            2026-03-01T11:00:00Z eve journey.rejected offer outranked
            2026-03-01T11:00:00Z fay journey.rejected offer paused_journey
            """,
            "journey.rejected");
  }

  @Test
  void e1TheFirstThatFailsIsTheReason() {
    Story.given(GUARDED)
        .when(
            """
            2026-03-01T07:00:00Z ann identify {"ok": true}
            2026-03-01T07:00:00Z ann Go {"n": 1}
            2026-03-01T09:00:00Z ann Start Important
            2026-03-01T09:00:00Z ann Stop It
            2026-03-01T10:00:00Z ann identify {"ok": false, "bad": true}
            2026-03-01T10:00:00Z ann Go {"n": 1}
            2026-03-01T11:00:00Z ann identify {"ok": true}
            2026-03-01T11:00:00Z ann Go {"n": 1}
            2026-03-01T12:00:00Z ann identify {"bad": false}
            2026-03-01T12:00:00Z ann Go {"n": 1}
            2026-03-01T09:00:00Z bob identify {"ok": true}
            2026-03-01T09:00:00Z bob Start Important
            2026-03-01T09:00:00Z bob Stop It
            2026-03-01T13:00:00Z bob Go {"n": 1}
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann journey.rejected offer not_qualified
            2026-03-01T11:00:00Z ann journey.rejected offer suppressed
            2026-03-01T12:00:00Z ann journey.rejected offer reentry
            2026-03-01T13:00:00Z bob journey.rejected offer outranked
            """,
            "journey.rejected");
  }

  @Test
  void e1OneRunningIsAlreadyInWhateverReentryAllows() {
    Story.given(again("always"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:59:59Z ann Go
            2026-03-01T10:00:00Z ann Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered offer
            2026-03-01T09:59:59Z ann journey.rejected offer already_in
            2026-03-01T10:00:00Z ann journey.entered offer
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void e1OfTwoThatOneEventStartsTheStrongerKeepsTheWeakerOut() {
    Story.given(
            """
            kind: journey
            key: a-weak
            purpose: marketing
            priority: 10
            entry: { on: { event: Go } }
            exits: { superseded: { by: higher-priority } }
            steps:
              sleep: { wait: { for: PT1H } }
            ---
            kind: journey
            key: b-strong
            purpose: marketing
            priority: 90
            entry: { on: { event: Go } }
            exits: { superseded: { by: higher-priority } }
            steps:
              sleep: { wait: { for: PT1H } }
            """)
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered b-strong
            2026-03-01T09:00:00Z ann journey.rejected a-weak outranked
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void e1NothingSupersedesByDefault() {
    Story.given(
            """
            kind: journey
            key: a-weak
            purpose: marketing
            priority: 10
            entry: { on: { event: Go } }
            steps:
              sleep: { wait: { for: PT1H } }
            ---
            kind: journey
            key: b-strong
            purpose: marketing
            priority: 90
            entry: { on: { event: Go } }
            steps:
              sleep: { wait: { for: PT1H } }
            """)
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered b-strong
            2026-03-01T09:00:00Z ann journey.entered a-weak
            """,
            "journey.entered",
            "journey.rejected");
  }
}
