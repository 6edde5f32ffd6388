package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Rule E4: what a wait for an event takes as having come.
class WaitRulesTest {
  private static String steps(String steps) {
    return """
    kind: journey
    key: walk
    purpose: marketing
    entry: { on: { event: Go }, again: always }
    steps:
    """
        + steps.indent(2);
  }

  @Test
  void e4AWaitThatWasSatisfiedSinceTheStepBeforeBeganPassesAtOnce() {
    Story.given(
            steps(
                """
                first: { wait: { for: PT2H } }
                seen: { wait: { until: { event: Page }, at_most: P1D, on_timeout: late } }
                early: { update: { set: { early: true } }, next: end }
                late: { update: { set: { late: true } } }
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Page
            2026-03-01T08:59:59Z bob Page
            2026-03-01T09:00:00Z bob Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.step walk/first
            2026-03-01T09:00:00Z bob journey.step walk/first
            2026-03-01T11:00:00Z ann journey.step walk/seen
            2026-03-01T11:00:00Z ann journey.step walk/early
            2026-03-01T11:00:00Z bob journey.step walk/seen
            2026-03-02T11:00:00Z bob journey.step walk/late
            """,
            "journey.step");
  }

  @Test
  void e4WhatCameBeforeTheStepBeforeDoesNotCount() {
    Story.given(
            steps(
                """
                first: { wait: { for: PT2H } }
                second: { wait: { for: PT2H } }
                seen: { wait: { until: { event: Page }, at_most: P1D } }
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:59:59Z ann Page
            2026-03-01T09:00:00Z bob Go
            2026-03-01T11:00:00Z bob Page
            """)
        .then(
            """
            2026-03-01T13:00:00Z bob journey.exited walk completed
            2026-03-02T13:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void e4TheEventThatEndedOneWaitIsNotThereForTheWaitAfterTheNextStep() {
    Story.given(
            steps(
                """
                first: { wait: { until: { event: Page }, at_most: P9D } }
                mark: { update: { set: { paged: true } } }
                second: { wait: { until: { event: Page }, at_most: P9D } }
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Page
            2026-03-01T11:00:00Z ann Page
            """)
        .then(
            """
            2026-03-01T11:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void e4AWaitInALoopNeedsANewEventEachTime() {
    Story.given(
            """
            kind: journey
            key: walk
            purpose: marketing
            entry: { on: { event: Go } }
            exits: { time_limit: P1D }
            steps:
              mark: { task: { team: shop, subject: Again } }
              seen:
                wait:
                  until: [ { event: Page, where: "event.properties.n > 0" }, { event: Page } ]
                  at_most: P9D
                next: mark
            """)
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Page {"n": 1}
            2026-03-01T11:00:00Z ann Page {"n": 1}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann task.created shop 'Again'
            2026-03-01T10:00:00Z ann task.created shop 'Again'
            2026-03-01T11:00:00Z ann task.created shop 'Again'
            2026-03-02T09:00:00Z ann journey.exited walk time_limit
            """,
            "task.created",
            "journey.exited");
  }

  @Test
  void e4AMessageOpenedInTheInstantOfItsSendEndsTheWaitForIt() {
    Story.given(
            steps(
                """
                tell: { send: { template: hello, channel: email } }
                opened: { wait: { until: { event: Email Opened, message: tell }, at_most: PT24H } }
                """))
        .when(
            """
            2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z ann Email Opened {"campaign_id": "walk", "step": "tell"}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }
}
