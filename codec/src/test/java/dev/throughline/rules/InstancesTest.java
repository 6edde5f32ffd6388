package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Capabilities E8, E9, E11 and E12: limits, re-entry, and several runs of one journey at once.
class InstancesTest {
  private static final String CARTS =
      """
      kind: journey
      key: cart
      purpose: marketing
      entry:
        on: { event: Cart Updated }
        again: always
        instance: "event.properties.cart_id"
      exits:
        goal: { event: Order Completed, where: "event.properties.cart_id == instance" }
        max_messages: 1
        time_limit: P3D
      steps:
        cool: { wait: { for: PT1H } }
        remind: { send: { template: hello, channel: in_app } }
        more: { wait: { for: P1D } }
        again: { send: { template: hello, channel: in_app } }
      """;

  @Test
  void e12OneRunsForEachCartAndEndsByItself() {
    Story.given(CARTS)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated {"cart_id": 1}
            2026-03-01T09:10:00Z ann Cart Updated {"cart_id": "2"}
            2026-03-01T09:20:00Z ann Cart Updated {"cart_id": "2"}
            2026-03-01T09:30:00Z ann Order Completed {"cart_id": "2"}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered cart
            2026-03-01T09:10:00Z ann journey.entered cart
            2026-03-01T09:20:00Z ann journey.rejected cart already_in
            2026-03-01T09:30:00Z ann journey.exited cart goal
            2026-03-01T10:00:00Z ann message.decided cart/remind in_app sent
            2026-03-02T10:00:00Z ann journey.exited cart max_messages
            """,
            "journey.entered",
            "journey.rejected",
            "journey.exited",
            "message.decided");
  }

  @Test
  void e12AnInstanceThatIsANumberIsComparedAsOne() {
    Story.given(CARTS)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated {"cart_id": 17}
            2026-03-01T09:10:00Z ann Order Completed {"cart_id": 18}
            2026-03-01T09:20:00Z ann Order Completed {"cart_id": 17.0}
            2026-03-01T09:00:00Z bob Cart Updated {"cart_id": "17"}
            2026-03-01T09:20:00Z bob Order Completed {"cart_id": "17"}
            """)
        .then(
            """
            2026-03-01T09:20:00Z ann journey.exited cart goal
            2026-03-01T09:20:00Z bob journey.exited cart goal
            """,
            "journey.exited");
  }

  @Test
  void e9EachRunMaySendSoManyMessages() {
    Story.given(CARTS)
        .when(
            """
            2026-03-01T09:00:00Z ann Cart Updated {"cart_id": "1"}
            2026-03-01T09:10:00Z ann Cart Updated {"cart_id": "2"}
            """)
        .then(
            """
            2026-03-01T10:00:00Z ann message.decided cart/remind in_app sent
            2026-03-01T10:10:00Z ann message.decided cart/remind in_app sent
            2026-03-02T10:00:00Z ann journey.exited cart max_messages
            2026-03-02T10:10:00Z ann journey.exited cart max_messages
            """,
            "journey.exited",
            "message.decided");
  }

  @Test
  void e9WhatWasNotSentDoesNotCountAsAMessage() {
    Story.given(
            """
            kind: journey
            key: drip
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { max_messages: 1 }
            steps:
              mail: { send: { template: hello, channel: email } }
              show: { send: { template: hello, channel: in_app } }
              more: { send: { template: hello, channel: in_app } }
            """)
        .when("2026-03-01T09:00:00Z ann Go")
        .then(
            """
            2026-03-01T09:00:00Z ann message.decided drip/mail email dropped no_address
            2026-03-01T09:00:00Z ann message.decided drip/show in_app sent
            2026-03-01T09:00:00Z ann journey.exited drip max_messages
            """,
            "journey.exited",
            "message.decided");
  }

  @Test
  void e8TheTimeLimitEndsAJourneyWithoutConversion() {
    Story.given(
            """
            kind: journey
            key: nurture
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { goal: { event: Bought }, time_limit: P14D }
            steps:
              rest: { wait: { until: { event: Called } } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-16T09:00:00Z ann Bought
            2026-03-01T09:00:00Z bob Go
            2026-03-15T09:00:00Z bob Bought
            """)
        .then(
            """
            2026-03-15T09:00:00Z bob journey.exited nurture goal
            2026-03-15T09:00:00Z ann journey.exited nurture time_limit
            """,
            "journey.exited");
  }

  @Test
  void e11InAJourneyIsWhoeverHasEnteredAndNotLeft() {
    Story.given(
            """
            kind: journey
            key: tour
            purpose: marketing
            entry: { on: { event: Go }, again: always }
            exits: { goal: { event: Done } }
            steps:
              rest: { wait: { for: P1D } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Done
            2026-03-01T10:00:00Z ann Go
            2026-03-02T10:00:00Z ann Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered tour
            2026-03-01T10:00:00Z ann journey.exited tour goal
            2026-03-01T10:00:00Z ann journey.entered tour
            2026-03-02T10:00:00Z ann journey.exited tour completed
            2026-03-02T10:00:00Z ann journey.entered tour
            2026-03-03T10:00:00Z ann journey.exited tour completed
            """,
            "journey.entered",
            "journey.rejected",
            "journey.exited");
  }

  @Test
  void e11AGoalAndAReentryByTheSameEventEndOneRunAndBeginTheNext() {
    Story.given(
            """
            kind: journey
            key: replenish
            purpose: marketing
            entry: { on: { event: Order Completed }, again: always }
            exits: { goal: { event: Order Completed } }
            steps:
              rest: { wait: { for: P30D } }
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Order Completed
            2026-03-05T09:00:00Z ann Order Completed
            """)
        .until("2026-03-06T00:00:00Z")
        .then(
            """
            2026-03-01T09:00:00Z ann journey.entered replenish
            2026-03-05T09:00:00Z ann journey.exited replenish goal
            2026-03-05T09:00:00Z ann journey.entered replenish
            """,
            "journey.entered",
            "journey.exited");
  }
}
