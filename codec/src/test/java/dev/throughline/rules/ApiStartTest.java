package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Starts through the API: once for each message id, and for the person whom they name.
class ApiStartTest {
  private static final String CALLED =
      """
      kind: journey
      key: called
      entry: { on: { api: true }, again: always }
      steps:
        rest: { wait: { for: PT1H } }
        tell: { send: { template: hello, channel: email } }
      """;

  private static String start(String at, String who, String messageId) {
    return "{\"type\":\"start\",%s,\"journey\":\"called\",\"timestamp\":\"%s\",\"messageId\":\"%s\"}\n"
        .formatted(who, at, messageId);
  }

  @Test
  void theSameMessageStartsOnce() {
    String ann = "\"userId\":\"ann\"";
    Story story =
        Story.given(CALLED)
            .when(
                start("2026-03-01T09:00:00Z", ann, "s1")
                    + start("2026-03-01T12:00:00Z", ann, "s1")
                    + start("2026-03-01T15:00:00Z", ann, "s2"));
    story.then(
        """
        2026-03-01T09:00:00Z ann journey.entered called
        2026-03-01T15:00:00Z ann journey.entered called
        """,
        "journey.entered");
    assertThat(story.end(new ArrayList<>()).duplicates()).isEqualTo(1);
  }

  @Test
  void whatStartedNothingBeforeTheClockStartsNothingLater() {
    String ann = "\"userId\":\"ann\"";
    Story.given(CALLED)
        .when(
            start("2026-03-01T09:00:00Z", ann, "s1")
                + start("2026-03-03T09:00:00Z", ann, "s1")
                + start("2026-03-04T09:00:00Z", ann, "s2"))
        .from("2026-03-02T00:00:00Z")
        .then("2026-03-04T09:00:00Z ann journey.entered called\n", "journey.entered");
  }

  @Test
  void anAnonymousIdIsNoUserOfThatName_I1() {
    Story.given(CALLED)
        .when(
            start("2026-03-01T09:00:00Z", "\"anonymousId\":\"x\"", "s1")
                + """
                2026-03-01T09:10:00Z x identify {"email": "x@shop.example"}
                2026-03-01T09:20:00Z ~x+ann identify {"email": "ann@shop.example"}
                """)
        .then(
            """
            2026-03-01T09:00:00Z x journey.entered called
            2026-03-01T10:00:00Z ann message.decided called/tell email sent
            """,
            "journey.entered",
            "message.decided");
  }

  @Test
  void aStartMayNameSomebodyByBothIds_I1() {
    Story.given(CALLED)
        .when(
            """
            2026-03-01T08:00:00Z ~a1 Viewed
            """
                + start("2026-03-01T09:00:00Z", "\"userId\":\"ann\",\"anonymousId\":\"a1\"", "s1")
                + """
                2026-03-01T09:30:00Z ~a1 identify {"email": "ann@shop.example"}
                """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered called
            2026-03-01T10:00:00Z ann message.decided called/tell email sent
            """,
            "journey.entered",
            "message.decided");
  }
}
