package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Capability D9: lists of people that come from elsewhere.
class ListsTest {
  private static final String CATALOG =
      """
      kind: audience
      key: newsletter
      destination: none
      ---
      kind: audience
      key: buyers
      destination: none
      when: "did('Order Completed', 'ever')"
      ---
      kind: segment
      key: readers
      when: "member_of('newsletter')"
      ---
      kind: journey
      key: hello
      purpose: marketing
      entry: { on: { segment: readers, change: entered } }
      steps:
        rest: { wait: { for: P1D } }
      """;

  @Test
  void d9SegmentsEventsPutPeopleOnAListAndTakeThemOff() {
    Story.given(CATALOG)
        .when(
            """
            2026-03-01T09:00:00Z ann Audience Entered {"audience_key": "newsletter"}
            2026-03-01T10:00:00Z ann Audience Entered {"audience_key": "newsletter"}
            2026-03-01T11:00:00Z ann Audience Exited {"audience_key": "newsletter"}
            """)
        .until("2026-03-01T12:00:00Z")
        .then(
            """
            2026-03-01T09:00:00Z ann audience.added newsletter
            2026-03-01T09:00:00Z ann segment.entered readers
            2026-03-01T09:00:00Z ann journey.entered hello
            2026-03-01T11:00:00Z ann audience.removed newsletter
            2026-03-01T11:00:00Z ann segment.left readers
            """,
            "audience.*",
            "segment.*",
            "journey.entered");
  }

  @Test
  void d9AListWithAConditionIsKeptByItAlone() {
    Story.given(CATALOG)
        .when(
            """
            2026-03-01T09:00:00Z ann Audience Entered {"audience_key": "buyers"}
            2026-03-01T09:00:00Z ann Audience Entered {"audience_key": "nobody-knows"}
            """)
        .until("2026-03-01T12:00:00Z")
        .then("", "audience.*");
  }
}
