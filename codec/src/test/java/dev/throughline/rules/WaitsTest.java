package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// Every form of a wait.
class WaitsTest {
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
  void aWaitForAMessageHearsOnlyFeedbackOnThatMessage() {
    Story.given(
            steps(
                """
                first: { send: { template: hello, channel: email } }
                second: { send: { template: hello, channel: email } }
                opened:
                  wait:
                    until: { event: Email Opened, message: first }
                    at_most: PT24H
                    on_timeout: late
                early: { update: { set: { opened: true } }, next: end }
                late: { update: { set: { opened: false } } }
                """))
        .when(
            """
            2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Email Opened {"campaign_id": "walk", "step": "second"}
            2026-03-01T11:00:00Z ann Email Opened {"campaign_id": "other", "step": "first"}
            2026-03-01T12:00:00Z ann Email Opened
            2026-03-01T08:00:00Z bob identify {"email": "bob@shop.example"}
            2026-03-01T09:00:00Z bob Go
            2026-03-01T10:00:00Z bob Email Opened {"campaign_id": "walk", "step": "first"}
            """)
        .then(
            """
            2026-03-01T10:00:00Z bob journey.exited walk completed
            2026-03-02T09:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aWaitForAnyOfSeveralEventsEndsWithTheFirst() {
    Story.given(
            steps(
                """
                either:
                  wait:
                    until: [ { event: Called, where: "event.properties.ok" }, { event: Mailed } ]
                    at_most: P2D
                    on_timeout: late
                early: { update: { set: { early: true } }, next: end }
                late: { update: { set: { late: true } } }
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2026-03-01T10:00:00Z ann Called {"ok": false}
            2026-03-01T11:00:00Z ann Called {"ok": true}
            2026-03-01T12:00:00Z ann Mailed
            2026-03-01T09:00:00Z bob Go
            2026-03-01T12:00:00Z bob Mailed
            2026-03-01T09:00:00Z cem Go
            2026-03-03T09:00:00Z cem Mailed
            """)
        .then(
            """
            2026-03-01T11:00:00Z ann profile.updated early
            2026-03-01T12:00:00Z bob profile.updated early
            2026-03-03T09:00:00Z cem profile.updated late
            """,
            "profile.updated");
  }

  @Test
  void aWaitWithoutALimitWaits() {
    Story.given(steps("called: { wait: { until: { event: Called } } }"))
        .when(
            """
            2026-03-01T09:00:00Z ann Go
            2027-03-01T09:00:00Z ann Called
            """)
        .then(
            """
            2027-03-01T09:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aWaitKnowsTheEventThatStartedTheJourney() {
    Story.given(
            steps(
                """
                paid:
                  wait:
                    until: { event: Paid, where: "event.properties.cart == entry.properties.cart" }
                    at_most: P1D
                """))
        .when(
            """
            2026-03-01T09:00:00Z ann Go {"cart": "c1"}
            2026-03-01T10:00:00Z ann Paid {"cart": "c2"}
            2026-03-01T11:00:00Z ann Paid {"cart": "c1"}
            """)
        .then(
            """
            2026-03-01T11:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aTimeOutOfADayIsADayOfThePersonsCalendar() {
    Story.given(steps("called: { wait: { until: { event: Called }, at_most: P1D } }"))
        .when(
            """
            2026-03-28T11:00:00Z ann identify {"timezone": "Europe/Berlin"}
            2026-03-28T11:00:00Z ann Go
            """)
        .then(
            """
            2026-03-29T10:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aTimeOfDayIsTheNextOneOnThePersonsClock() {
    Story.given(steps("morning: { wait: { at: \"09:00\" } }"))
        .when(
            """
            2026-03-27T00:00:00Z ann identify {"timezone": "America/New_York"}
            2026-03-27T12:59:59Z ann Go
            2026-03-27T13:00:01Z ann Go
            """)
        .then(
            """
            2026-03-27T13:00:00Z ann journey.exited walk completed
            2026-03-28T13:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void weekdaysAreThoseOfThePersonsCalendar() {
    Story.given(steps("days: { wait: { weekdays: [MON, TUE], at: \"09:00\" } }"))
        .when(
            """
            2026-06-01T00:00:00Z ann identify {"timezone": "Asia/Tokyo"}
            2026-06-04T12:00:00Z ann Go
            2026-06-08T00:00:01Z ann Go
            2026-06-09T00:00:01Z ann Go
            """)
        .then(
            """
            2026-06-08T00:00:00Z ann journey.exited walk completed
            2026-06-09T00:00:00Z ann journey.exited walk completed
            2026-06-15T00:00:00Z ann journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aDateWithAnOffsetAndATimeIsReckonedOnThePersonsCalendar() {
    Story.given(
            steps("renewal: { wait: { to: profile.renewal_date, offset: -P3D, at: \"10:00\" } }"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"timezone": "Europe/Berlin", "renewal_date": "2026-03-30"}
            2026-03-01T00:00:00Z bob identify {"timezone": "Europe/Berlin", "renewal_date": "2026-04-02T23:30:00+02:00"}
            2026-03-01T00:00:00Z cem identify {"timezone": "America/New_York", "renewal_date": "2026-03-30"}
            2026-03-01T00:00:00Z dan identify {"timezone": "America/New_York", "renewal_date": "2026-03-30T02:00:00Z"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            2026-03-01T09:00:00Z cem Go
            2026-03-01T09:00:00Z dan Go
            """)
        .then(
            """
            2026-03-26T14:00:00Z dan journey.exited walk completed
            2026-03-27T09:00:00Z ann journey.exited walk completed
            2026-03-27T14:00:00Z cem journey.exited walk completed
            2026-03-30T08:00:00Z bob journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aDateWithoutATimeKeepsItsOwn() {
    Story.given(steps("renewal: { wait: { to: profile.renewal_date, offset: P1D } }"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"timezone": "Europe/Berlin", "renewal_date": "2026-03-28T15:30"}
            2026-03-01T00:00:00Z bob identify {"timezone": "America/Santiago", "renewal_date": "2026-09-06"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            """)
        .then(
            """
            2026-03-29T13:30:00Z ann journey.exited walk completed
            2026-09-07T03:00:00Z bob journey.exited walk completed
            """,
            "journey.exited");
  }

  @Test
  void aDateThatIsPastOrMissingIsNotWaitedFor() {
    Story.given(steps("renewal: { wait: { to: profile.renewal_date, offset: -P3D } }"))
        .when(
            """
            2026-03-01T00:00:00Z ann identify {"renewal_date": "2026-03-03"}
            2026-03-01T09:00:00Z ann Go
            2026-03-01T09:00:00Z bob Go
            2026-03-01T00:00:00Z cem identify {"renewal_date": "soon"}
            2026-03-01T09:00:00Z cem Go
            """)
        .then(
            """
            2026-03-01T09:00:00Z ann journey.exited walk completed
            2026-03-01T09:00:00Z bob journey.exited walk completed
            2026-03-01T09:00:00Z cem journey.exited walk completed
            """,
            "journey.exited");
  }
}
