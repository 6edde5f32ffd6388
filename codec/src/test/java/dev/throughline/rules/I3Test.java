package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// I3: an anonymous id seen with two users belongs to the first for the past and to the latest for
/// the future.
class I3Test {
  private static final String SHARED =
      """
      2026-03-02T10:00:00Z ~tablet Ping
      2026-03-02T11:00:00Z ~tablet+ann identify {}
      2026-03-02T12:00:00Z ~tablet Ping
      2026-03-02T13:00:00Z ~tablet+bob identify {}
      2026-03-02T14:00:00Z ~tablet Ping
      2026-03-02T15:00:00Z ann Ping
      2026-03-02T16:00:00Z ~tablet+ann Ping
      2026-03-02T17:00:00Z ~tablet Ping
      """;

  @Test
  void i3ThePastStaysWithTheFirstAndTheFutureGoesToTheLatest() {
    Story.given(journey("ping", "Ping", "in_app"))
        .when(SHARED)
        .then(
            """
            2026-03-02T10:00:00Z tablet message.decided ping/tell in_app sent
            2026-03-02T12:00:00Z ann message.decided ping/tell in_app sent
            2026-03-02T14:00:00Z bob message.decided ping/tell in_app sent
            2026-03-02T15:00:00Z ann message.decided ping/tell in_app sent
            2026-03-02T16:00:00Z ann message.decided ping/tell in_app sent
            2026-03-02T17:00:00Z ann message.decided ping/tell in_app sent
            """,
            "message.decided",
            "customer.merged");
  }

  @Test
  void i3WhatTheVisitorDidCountsForTheFirstOnly() {
    Story story =
        Story.given(
                """
                kind: segment
                key: pinged
                name: Pinged
                when: "count('Ping', 'ever') >= 1"
                """)
            .when(
                """
                2026-03-02T10:00:00Z ~tablet Ping
                2026-03-02T11:00:00Z ~tablet+ann identify {}
                2026-03-02T13:00:00Z ~tablet+bob identify {}
                """);
    assertThat(story.end(new ArrayList<>()).people())
        .extracting(person -> person.id.value() + " " + person.segments.get("segment/pinged"))
        .hasSize(2);
    story.then("2026-03-02T10:00:00Z tablet segment.entered pinged\n", "segment.*");
  }
}
