package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.story.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rule E6: what `on:` does, wherever in the journey a person is.
class HandlerRulesTest {
  private static final String WATCHED =
      """
      kind: journey
      key: watched
      purpose: marketing
      entry: { on: { event: Go } }
      exits: { disqualified: { when: "profile.flag == true" } }
      steps:
        rest: { wait: { for: P10D } }
      on:
        - event: Seen
          where: "event.properties.n > entry.properties.n"
          do:
            - task: { team: csm, subject: "Seen {{ event.properties.n }}" }
            - task: { team: sales, subject: "Seen too" }
        - { event: Flagged, do: [ { update: { set: { flag: true } } } ] }
      """;

  @Test
  void e6AHandlerRunsBeforeExitsAreTested() {
    Story.given(WATCHED)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann Flagged
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered watched
            2026-03-01T09:00:00Z ann journey.step watched/rest
            2026-03-02T09:00:00Z ann profile.updated flag
            2026-03-02T09:00:00Z ann journey.exited watched disqualified
            """);
  }

  @Test
  void e6AHandlerActsOnTheEventThatIsTheGoal() {
    Story.given(
            WATCHED.replace(
                "disqualified: { when: \"profile.flag == true\" }", "goal: { event: Flagged }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-02T09:00:00Z ann Flagged
            """)
        .then(
            """
            2026-03-02T09:00:00Z ann profile.updated flag
            2026-03-02T09:00:00Z ann journey.exited watched goal
            """,
            "profile.updated",
            "journey.exited");
  }

  @Test
  void e6AHandlerDoesNotMoveTheInstanceAndHearsOnlyWhatItAsksFor() {
    Story.given(WATCHED)
        .when(
            """
            2026-03-01T08:00:00Z ann Seen {"n": 9}
            2026-03-01T09:00:00Z ann Go {"n": 1}
            2026-03-02T09:00:00Z ann Seen {"n": 1}
            2026-03-03T09:00:00Z ann Seen {"n": 2}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered watched
            2026-03-01T09:00:00Z ann journey.step watched/rest
            2026-03-03T09:00:00Z ann task.created csm 'Seen 2'
            2026-03-03T09:00:00Z ann task.created sales 'Seen too'
            2026-03-11T09:00:00Z ann journey.exited watched completed
            """);
  }

  @Test
  void e6TheTasksOfAHandlerAreDifferentTasks() {
    List<String> tasks = new ArrayList<>();
    Story story =
        Story.given(WATCHED)
            .when(
                """
                2026-03-01T09:00:00Z ann Go {"n": 1}
                2026-03-03T09:00:00Z ann Seen {"n": 2}
                2026-03-04T09:00:00Z ann Seen {"n": 2}
                """);
    for (Fact fact : story.play()) {
      if (fact.what() instanceof Fact.What.TaskCreated created) {
        tasks.add(created.task());
      }
    }
    assertThat(tasks).hasSize(4).doesNotHaveDuplicates();
  }
}
