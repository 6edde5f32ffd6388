package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rule E5: who is let in again.
class ReentryRulesTest {
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
  void e5NeverIsTheDefault() {
    Story.given(
            """
            kind: journey
            key: offer
            purpose: marketing
            entry: { on: { event: Go } }
            steps:
              mark: { update: { set: { seen: true } } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2027-01-01T09:00:00Z ann Go
            """)
        .then(
            """
            2027-01-01T09:00:00Z ann journey.rejected offer reentry
            """,
            "journey.rejected");
  }

  @Test
  void e5ReentryIsAllowedAtTheExactEndOfTheIntervalFromEntry() {
    Story.given(again("{ after: PT5H }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T13:59:59.999Z ann Go
            2026-03-01T14:00:00Z ann Go
            2026-03-01T18:00:00Z ann Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered offer
            2026-03-01T13:59:59.999Z ann journey.rejected offer reentry
            2026-03-01T14:00:00Z ann journey.entered offer
            2026-03-01T18:00:00Z ann journey.rejected offer reentry
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void e5FromExitTheIntervalBeginsWithTheExit() {
    Story.given(again("{ after: PT5H, from: exit }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T14:00:00Z ann Go
            2026-03-01T14:59:59Z ann Go
            2026-03-01T15:00:00Z ann Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered offer
            2026-03-01T14:00:00Z ann journey.rejected offer reentry
            2026-03-01T14:59:59Z ann journey.rejected offer reentry
            2026-03-01T15:00:00Z ann journey.entered offer
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void e5DaysAreThoseOfThePersonsCalendar() {
    Story.given(again("{ after: P1D }"))
        .when(
            """
            2026-03-28T11:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z ann Go
            2026-03-29T09:59:59Z ann Go
            2026-03-29T10:00:00Z ann Go
            """)
        .then(
            """
            2026-03-28T11:00:00Z ann journey.entered offer
            2026-03-29T09:59:59Z ann journey.rejected offer reentry
            2026-03-29T10:00:00Z ann journey.entered offer
            """,
            "journey.entered",
            "journey.rejected");
  }

  @Test
  void e5EachInstanceValueCountsForItself() {
    Story.given(
            """
            kind: journey
            key: cart
            purpose: marketing
            entry:
              on: { event: Cart Updated }
              again: { after: P1D }
              instance: "event.properties.cart_id"
            exits:
              goal: { event: Order Completed, where: "event.properties.cart_id == entry.properties.cart_id" }
            steps:
              sleep: { wait: { for: PT10H } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated {"cart_id": "c1"}
            2026-03-01T09:01:00Z ann Cart Updated {"cart_id": "c2"}
            2026-03-01T09:02:00Z ann Cart Updated {"cart_id": "c1"}
            2026-03-01T10:00:00Z ann Order Completed {"cart_id": "c1"}
            2026-03-01T11:00:00Z ann Cart Updated {"cart_id": "c1"}
            2026-03-01T11:00:00Z ann Cart Updated {"cart_id": "c3"}
            2026-03-02T09:00:00Z ann Cart Updated {"cart_id": "c1"}
            2026-03-02T09:00:59Z ann Cart Updated {"cart_id": "c2"}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered cart
            2026-03-01T09:01:00Z ann journey.entered cart
            2026-03-01T09:02:00Z ann journey.rejected cart already_in
            2026-03-01T10:00:00Z ann journey.exited cart goal
            2026-03-01T11:00:00Z ann journey.rejected cart reentry
            2026-03-01T11:00:00Z ann journey.entered cart
            2026-03-01T19:01:00Z ann journey.exited cart completed
            2026-03-01T21:00:00Z ann journey.exited cart completed
            2026-03-02T09:00:00Z ann journey.entered cart
            2026-03-02T09:00:59Z ann journey.rejected cart reentry
            2026-03-02T19:00:00Z ann journey.exited cart completed
            """,
            "journey.entered",
            "journey.rejected",
            "journey.exited");
  }
}
