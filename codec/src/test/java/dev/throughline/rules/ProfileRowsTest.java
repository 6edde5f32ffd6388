package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Capabilities A4, A9, C1 and C2: events once and in their order, feedback as events, profiles and
/// live counters.
class ProfileRowsTest {
  private static final String COUNTING =
      """
      kind: segment
      key: buyers
      when: "count('Order Completed', 'P30D') >= 2 && sum('Order Completed', 'total', 'ever') > 0"
      ---
      kind: journey
      key: thanks
      purpose: marketing
      entry: { on: { event: Order Completed }, again: always }
      steps:
        tell: { task: { team: shop, subject: Thanks } }
      """;

  @Test
  void a4TheSameMessageTwiceHasOneEffect() {
    Story story =
        Story.given(COUNTING)
            .when(
                """
                {"type":"track","event":"Order Completed","userId":"ann","messageId":"x1","timestamp":"2026-03-01T09:00:00Z","properties":{"total":10}}
                {"type":"track","event":"Order Completed","userId":"ann","messageId":"x1","timestamp":"2026-03-01T09:00:00Z","properties":{"total":10}}
                {"type":"track","event":"Order Completed","userId":"ann","messageId":"x1","timestamp":"2026-03-03T09:00:00Z","properties":{"total":10}}
                """);
    story.then(
        """
        2026-03-01T09:00:00Z ann task.created shop 'Thanks'
        """,
        "task.created",
        "segment.*");
    assertThat(story.person("ann")).contains("total\":10}");
  }

  @Test
  void a4OutOfOrderEventsCountAtTheirOwnTimes() {
    Story.given(COUNTING)
        .when(
            """
            2026-03-03T09:00:00Z ann Order Completed {"total": 5}
            2026-03-01T09:00:00Z ann Order Completed {"total": 5}
            """)
        .then(
            """
            2026-03-03T09:00:00Z ann segment.entered buyers
            2026-03-31T09:00:00Z ann segment.left buyers
            """,
            "segment.*");
  }

  @Test
  void a4ALateEventIsCountedInTheWindowOfItsOwnTime() {
    Story.given(COUNTING)
        .when(
            """
            2026-03-03T09:00:00Z ann Order Completed {"total": 5}
            2026-03-01T09:00:00Z ann Order Completed {"total": 5} received 2026-03-20T09:00:00Z
            """)
        .then(
            """
            2026-03-03T09:00:00Z ann task.created shop 'Thanks'
            2026-03-20T09:00:00Z ann segment.entered buyers
            2026-03-31T09:00:00Z ann segment.left buyers
            """,
            "segment.*",
            "task.created");
  }

  @Test
  void a4ALateIdentifyDoesNotOverwriteWhatIsNewer() {
    Story story =
        Story.given(COUNTING)
            .when(
                """
                2026-03-03T09:00:00Z ann identify {"plan": "pro"}
                2026-03-01T09:00:00Z ann identify {"plan": "trial", "city": "Bonn"} received 2026-03-20T09:00:00Z
                """);
    assertThat(story.person("ann")).contains("\"plan\":\"pro\"", "\"city\":\"Bonn\"");
  }

  @Test
  void a9FeedbackIsAnEventForSegmentsBranchesAndWaits() {
    Story.given(
            """
            kind: segment
            key: readers
            when: "count('Email Opened', 'P7D') >= 1"
            ---
            kind: segment
            key: reached
            when: "did('Email Delivered', 'P1D')"
            ---
            kind: journey
            key: letter
            purpose: marketing
            entry: { on: { event: Go } }
            steps:
              tell: { send: { template: hello, channel: email } }
              opened: { wait: { until: { event: Email Opened, message: tell }, at_most: P1D } }
              tier: { branch: [ { when: "did('Email Opened', 'P1D')", next: end } ] }
              nudge: { task: { team: shop, subject: Unread } }
            ---
            kind: journey
            key: clicked
            purpose: marketing
            entry: { on: { event: Email Link Clicked, where: "event.properties.campaign_id == 'letter'" } }
            steps:
              call: { task: { team: sales, subject: Clicked } }
            """)
        .when(
            """
            2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Email Opened {"campaign_id": "letter", "step": "tell"}
            2026-03-01T11:00:00Z ann Email Link Clicked {"campaign_id": "letter", "step": "tell"}
            2026-03-01T08:00:00Z bob identify {"email": "bob@shop.example"}
            2026-03-01T09:00:00Z bob Go
            2026-03-01T09:00:05Z bob Email Bounced {"campaign_id": "letter", "step": "tell"}
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann message.decided letter/tell email sent
            2026-03-01T09:00:00Z ann message.delivered letter/tell email
            2026-03-01T09:00:00Z ann segment.entered reached
            2026-03-01T09:00:00Z bob message.decided letter/tell email sent
            2026-03-01T09:00:05Z bob message.bounced letter/tell email
            2026-03-01T10:00:00Z ann message.opened letter/tell email
            2026-03-01T10:00:00Z ann segment.entered readers
            2026-03-01T10:00:00Z ann journey.exited letter completed
            2026-03-01T11:00:00Z ann message.clicked letter/tell email
            2026-03-01T11:00:00Z ann task.created sales 'Clicked'
            2026-03-01T11:00:00Z ann journey.exited clicked completed
            2026-03-02T09:00:00Z ann segment.left reached
            2026-03-02T09:00:00Z bob task.created shop 'Unread'
            2026-03-02T09:00:00Z bob journey.exited letter completed
            2026-03-08T10:00:00Z ann segment.left readers
            """,
            "message.*",
            "segment.*",
            "journey.exited",
            "task.created");
  }

  @Test
  void c1TheProfileJoinsTraitsAccountSegmentsJourneysAndMessages() {
    Story story =
        Story.given(
                """
                kind: segment
                key: pros
                when: "profile.plan == 'pro' && account.size > 10"
                ---
                kind: journey
                key: letter
                purpose: marketing
                entry: { on: { event: Go } }
                steps:
                  tell: { send: { template: hello, channel: email } }
                  rest: { wait: { for: P9D } }
                """)
            .when(
                """
                2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example", "plan": "pro"}
                2026-03-01T08:30:00Z ann group acme {"size": 11}
                2026-03-01T09:00:00Z ann Go
                """)
            .until("2026-03-02T00:00:00Z");
    assertThat(story.person("ann"))
        .contains(
            "\"plan\":\"pro\"",
            "\"account\":{\"id\":\"acme\"",
            "\"segments\":[\"pros\"]",
            "\"journey\":\"letter\"",
            "\"step\":\"rest\"",
            "\"due\":\"2026-03-10T09:00:00Z\"",
            "\"outcome\":\"sent\"",
            "\"status\":\"delivered\"");
  }

  @Test
  void c2CountersFollowEveryEvent() {
    Story story =
        Story.given(
                """
                kind: segment
                key: spenders
                when: "sum('Order Completed', 'total', 'ever') >= 30.3"
                ---
                kind: segment
                key: loyal
                when: "first('Order Completed').properties.n == 1 && last('Order Completed').properties.n == 3"
                """)
            .when(
                """
                2026-03-01T09:00:00Z ann Order Completed {"total": 10.10, "n": 1}
                2026-03-02T09:00:00Z ann Order Completed {"total": 10.10, "n": 2}
                2026-03-03T09:00:00Z ann Order Completed {"total": 10.10, "n": 3}
                """);
    story.then(
        """
        2026-03-03T09:00:00Z ann segment.entered loyal
        2026-03-03T09:00:00Z ann segment.entered spenders
        """);
    assertThat(story.person("ann")).contains(":3").contains("30.3");
  }
}
