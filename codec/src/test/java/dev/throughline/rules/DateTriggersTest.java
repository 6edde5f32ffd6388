package dev.throughline.rules;

import dev.throughline.story.Story;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// Capabilities F4 and F5: journeys started by a date and by a schedule.
class DateTriggersTest {
  private static String startedBy(String on) {
    return """
    kind: journey
    key: told
    purpose: marketing
    entry: { on: %s, again: always }
    steps:
      mark: { task: { team: shop, subject: Hello } }
    """
        .formatted(on);
  }

  private static void starts(String on, String events, String expected) {
    Story.given(startedBy(on)).when(events).then(expected, "journey.entered", "journey.rejected");
  }

  private static final String CONTRACT_END =
      "{ date: profile.contract_end, offset: -P60D, at: \"09:00\" }";

  @Test
  void f4ADateStartsAJourneyOnThePersonsOwnClock() {
    starts(
        CONTRACT_END,
        """
        2026-01-01T09:00:00Z ann identify {"timezone": "America/New_York", "contract_end": "2026-05-07"}
        2026-01-01T09:00:00Z bob identify {"timezone": "Asia/Tokyo", "contract_end": "2026-05-07"}
        2026-01-01T09:00:00Z cem identify {"address": {"country": "DE"}, "contract_end": "2026-05-28"}
        2026-01-01T09:00:00Z dan identify {"contract_end": "2026-05-07"}
        2026-01-01T09:00:00Z eve identify {"contract_end": "unknown"}
        """,
        """
        2026-03-08T00:00:00Z bob journey.entered told
        2026-03-08T09:00:00Z dan journey.entered told
        2026-03-08T13:00:00Z ann journey.entered told
        2026-03-29T07:00:00Z cem journey.entered told
        """);
  }

  @Test
  void f4AChangedDateArmsAnew() {
    starts(
        CONTRACT_END,
        """
        2026-01-01T09:00:00Z ann identify {"contract_end": "2026-05-07"}
        2026-02-01T09:00:00Z ann identify {"contract_end": "2026-06-07"}
        2026-04-08T09:00:00Z ann identify {"name": "Ann", "timezone": "America/New_York"}
        2026-05-01T09:00:00Z ann identify {"contract_end": "2027-05-01"}
        2026-01-01T09:00:00Z bob identify {"contract_end": "2026-05-07"}
        2026-02-01T09:00:00Z bob identify {"contract_end": null}
        """,
        """
        2026-04-08T09:00:00Z ann journey.entered told
        2027-03-02T14:00:00Z ann journey.entered told
        """);
  }

  @Test
  void f4AMovedPersonIsToldOnTheNewClock() {
    starts(
        CONTRACT_END,
        """
        2026-01-01T09:00:00Z ann identify {"contract_end": "2026-05-07"}
        2026-02-01T09:00:00Z ann identify {"timezone": "Asia/Tokyo"}
        """,
        """
        2026-03-08T00:00:00Z ann journey.entered told
        """);
  }

  @Test
  void f4AMomentThatIsPastWhenTheDateBecomesKnownStartsNothing() {
    starts(
        CONTRACT_END,
        """
        2026-03-08T09:00:01Z ann identify {"contract_end": "2026-05-07"}
        2026-03-08T10:00:00Z ann identify {"timezone": "America/New_York"}
        2026-03-08T08:59:59Z bob identify {"contract_end": "2026-05-07"}
        """,
        """
        2026-03-08T09:00:00Z bob journey.entered told
        """);
  }

  @Test
  void f4ADateRingsOnceThoughTheJourneyChangesTheProfile() {
    Story.given(
            """
            kind: journey
            key: told
            purpose: marketing
            entry: { on: %s, again: always }
            steps:
              mark: { update: { set: { told: true, count: 2 } } }
            """
                .formatted(CONTRACT_END))
        .when("2026-01-01T09:00:00Z ann identify {\"contract_end\": \"2026-05-07\"}")
        .then(
            """
            2026-03-08T09:00:00Z ann journey.entered told
            2026-03-08T09:00:00Z ann journey.step told/mark
            2026-03-08T09:00:00Z ann profile.updated count,told
            2026-03-08T09:00:00Z ann journey.exited told completed
            """);
  }

  @Test
  void f4TheDateOfTheAccountCountsForItsPeople() {
    starts(
        "{ date: account.contract_end, offset: -P60D, at: \"09:00\" }",
        """
        2026-01-01T09:00:00Z ann group acme {"contract_end": "2026-05-07"}
        2026-01-02T09:00:00Z ann group acme {"contract_end": "2026-05-08"}
        """,
        """
        2026-03-09T09:00:00Z ann journey.entered told
        """);
  }

  @Test
  void f5AScheduleStartsAJourneyForItsSegmentInTheWorkspacesZone() {
    Story.inWorkspace(
            """
            kind: workspace
            key: shop
            zone: Europe/Berlin
            currency: EUR
            ---
            kind: segment
            key: weekly-readers
            when: "profile.weekly == true"
            ---
            """
                + startedBy("{ schedule: \"0 9 * * MON\", segment: weekly-readers }"))
        .when(
            """
            2026-03-20T09:00:00Z ann identify {"weekly": true, "timezone": "Asia/Tokyo"}
            2026-03-20T09:00:00Z bob identify {"weekly": false}
            2026-03-23T08:00:01Z cem identify {"weekly": true}
            2026-03-31T08:00:00Z ann identify {"weekly": false}
            """)
        .until("2026-04-07T00:00:00Z")
        .then(
            """
            2026-03-23T08:00:00Z ann journey.entered told
            2026-03-30T07:00:00Z ann journey.entered told
            2026-03-30T07:00:00Z cem journey.entered told
            2026-04-06T07:00:00Z cem journey.entered told
            """,
            "journey.entered");
  }

  @Test
  void f5ATimeThatSpringSkipsRunsOnceAndOneThatAutumnRepeatsRunsOnce() {
    Story.inWorkspace(
            """
            kind: workspace
            key: shop
            zone: Europe/Berlin
            currency: EUR
            ---
            """
                + startedBy("{ schedule: \"30 2 * * SUN\" }"))
        .when(
            """
            2026-03-23T09:00:00Z ann identify {"name": "Ann"}
            2026-10-20T09:00:00Z ann identify {"name": "Ann"}
            """)
        .until("2026-10-26T00:00:00Z")
        .then(
            """
            2026-03-29T01:00:00Z ann journey.entered told
            2026-04-05T00:30:00Z ann journey.entered told
            """
                + sundays(),
            "journey.entered");
  }

  private static String sundays() {
    StringBuilder told = new StringBuilder();
    for (var day = LocalDate.of(2026, 4, 12);
        day.isBefore(LocalDate.of(2026, 10, 26));
        day = day.plusWeeks(1)) {
      told.append(day).append("T00:30:00Z ann journey.entered told\n");
    }
    return told.toString();
  }
}
