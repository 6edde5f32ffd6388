package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rule E3, which of several exits counts at one instant.
class ExitPrecedenceTest {
  /// The exits in the order of their precedence, as documents write them; each comes true at the
  /// event `X` one day after the entry.
  private static final List<String> EXITS =
      List.of(
          "goal: { event: X }",
          "disqualified: { event: X }",
          "superseded: { by: [ other ] }",
          "time_limit: P1D",
          "max_messages: 1");

  private static final List<String> REASONS =
      List.of("goal", "disqualified", "superseded", "time_limit", "max_messages");

  private static String race(String exits) {
    return """
    kind: journey
    key: race
    purpose: marketing
    entry: { on: { event: Go } }
    exits: { %s }
    steps:
      first: { send: { template: hello, channel: in_app } }
      pause: { wait: { until: { event: X }, at_most: P30D } }
      second: { send: { template: hello, channel: in_app } }
      rest: { wait: { for: P30D } }
    ---
    kind: journey
    key: other
    purpose: marketing
    entry: { on: { event: X } }
    steps:
      rest: { wait: { for: P30D } }
    """
        .formatted(exits);
  }

  private static String leftAt(String exits) {
    return Story.given(race(exits))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann X
            """)
        .facts("journey.exited")
        .lines()
        .filter(line -> line.contains(" race "))
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void e3EachExitEndsTheJourneyForItsOwnReason() {
    for (int i = 0; i < EXITS.size(); i++) {
      assertThat(leftAt(EXITS.get(i)))
          .isEqualTo("2026-03-02T09:00:00Z ann journey.exited race " + REASONS.get(i));
    }
  }

  @Test
  void e3AtOneInstantOfEveryPairTheEarlierInTheOrderWins() {
    for (int i = 0; i < EXITS.size(); i++) {
      for (int j = i + 1; j < EXITS.size(); j++) {
        assertThat(leftAt(EXITS.get(i) + ", " + EXITS.get(j)))
            .as("%s against %s", REASONS.get(i), REASONS.get(j))
            .isEqualTo("2026-03-02T09:00:00Z ann journey.exited race " + REASONS.get(i));
      }
    }
  }

  @Test
  void e3AnExitComesBeforeTheMoveThatItsEventWouldHaveMade() {
    Story.given(race("disqualified: { event: X }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann X
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann message.decided race/first in_app sent
            """,
            "message.decided");
  }

  @Test
  void e3AGoalAtTheSameInstantBeatsTheTimeLimit() {
    assertThat(leftAt("goal: { event: X }, time_limit: P1D")).endsWith(" goal");
    assertThat(leftAt("goal: { event: X }, time_limit: PT23H59M59S")).endsWith(" time_limit");
  }

  @Test
  void e3AGoalBeatsTheLimitOfMessagesThoughATimerCameToItFirst() {
    Story.given(
            """
            kind: journey
            key: drip
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { goal: { event: X }, max_messages: 1 }
            steps:
              first: { send: { template: hello, channel: in_app } }
              pause: { wait: { for: P1D } }
              second: { send: { template: hello, channel: in_app } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann X
            2026-03-01T09:00:00Z bob Go
            2026-03-02T09:00:01Z bob X
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann message.decided drip/first in_app sent
            2026-03-01T09:00:00Z bob message.decided drip/first in_app sent
            2026-03-02T09:00:00Z ann journey.exited drip goal
            2026-03-02T09:00:00Z bob journey.exited drip max_messages
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void e3AnExitAtTheMomentOfAMoveComesFirst() {
    Story.given(
            """
            kind: segment
            key: active
            when: "did('Visit', 'PT1H')"
            ---
            kind: journey
            key: visits
            purpose: marketing
            entry: { on: { event: Visit } }
            exits: { disqualified: { when: "!in_segment('active')" } }
            steps:
              sleep: { wait: { for: PT1H } }
              tell: { send: { template: hello, channel: in_app } }
            """)
        .when("2026-03-01T09:00:00Z ann Visit")
        .then(
            """
            2026-03-01T10:00:00Z ann journey.exited visits disqualified
            """,
            "message.decided",
            "journey.exited");
  }

  @Test
  void e3AnArrivalAtASendIsDecidedEvenIfTheJourneyEndsInThatInstant() {
    Story.given(race("superseded: { by: [ other ] }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann X
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.step race/first
            2026-03-01T09:00:00Z ann message.decided race/first in_app sent
            2026-03-01T09:00:00Z ann journey.step race/pause
            2026-03-02T09:00:00Z ann journey.step race/second
            2026-03-02T09:00:00Z ann message.decided race/second dropped journey_ended
            2026-03-02T09:00:00Z ann journey.exited race superseded
            2026-03-02T09:00:00Z ann journey.step other/rest
            2026-04-01T09:00:00Z ann journey.exited other completed
            """,
            "journey.step",
            "message.decided",
            "journey.exited");
  }
}
