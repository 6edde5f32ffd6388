package dev.throughline.rules;

import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

/// G3: which sends a cap counts: those of the rolling window, or of the local day, week or month.
class G3Test {
  /// Sends to somebody of `zone` under a cap of one, asked for at each of the moments; the outcome
  /// of each.
  private static void check(String cap, String zone, String expected) {
    StringBuilder events =
        new StringBuilder(
            "2026-01-01T00:00:00Z ann identify {\"email\": \"ann@shop.example\", \"timezone\": \"%s\"}\n"
                .formatted(zone));
    StringBuilder facts = new StringBuilder();
    expected
        .lines()
        .forEach(line -> {
          String[] words = line.split(" ", 2);
          events.append(words[0]).append(" ann Promo\n");
          facts
              .append(words[0])
              .append(" ann message.decided promo/tell email ")
              .append(words[1].equals("sent") ? "sent" : "dropped frequency_cap")
              .append('\n');
        });
    Story.given(policy("caps: [ %s ]".formatted(cap)) + journey("promo", "Promo", "email"))
        .when(events.toString())
        .then(facts.toString(), "message.decided");
  }

  @Test
  void g3TheStartOfARollingWindowIsExclusiveToTheMillisecond() {
    check(
        "{ purpose: marketing, max: 1, per: P7D, window: rolling }",
        "UTC",
        """
        2026-03-02T09:00:00.001Z sent
        2026-03-09T09:00:00Z capped
        2026-03-09T09:00:00.001Z sent
        2026-03-16T09:00:00Z capped
        """);
  }

  @Test
  void g3AWindowIsRollingWhereItIsNotSaid() {
    check(
        "{ purpose: marketing, max: 1, per: P1D }",
        "UTC",
        """
        2026-03-02T23:00:00Z sent
        2026-03-03T22:59:59.999Z capped
        2026-03-03T23:00:00Z sent
        """);
  }

  @Test
  void g3ARollingWeekIsSevenTimesTwentyFourHoursOverAChangeOfClocks() {
    check(
        "{ purpose: marketing, max: 1, per: P7D, window: rolling }",
        "Europe/Berlin",
        """
        2026-03-27T12:00:00Z sent
        2026-04-03T11:59:59.999Z capped
        2026-04-03T12:00:00Z sent
        """);
    check(
        "{ purpose: marketing, max: 1, per: P1D, window: rolling }",
        "America/New_York",
        """
        2026-10-31T12:00:00Z sent
        2026-11-01T11:59:59.999Z capped
        2026-11-01T12:00:00Z sent
        """);
  }

  @Test
  void g3ACalendarDayIsFromMidnightToMidnightOfThePerson() {
    check(
        "{ purpose: marketing, max: 1, per: P1D, window: calendar }",
        "America/New_York",
        """
        2026-03-02T04:59:59.999Z sent
        2026-03-02T05:00:00Z sent
        2026-03-03T04:59:59.999Z capped
        2026-03-03T05:00:00Z sent
        """);
  }

  @Test
  void g3OrOfTheWorkspaceWhereTheCapSaysSo() {
    check(
        "{ purpose: marketing, max: 1, per: P1D, window: calendar, zone: workspace }",
        "America/New_York",
        """
        2026-03-02T04:59:59.999Z sent
        2026-03-02T05:00:00Z capped
        2026-03-02T23:59:59.999Z capped
        2026-03-03T00:00:00Z sent
        """);
  }

  @Test
  void g3ACalendarDayIsAsLongAsTheClocksMakeIt() {
    // Of 23 hours, and of 25.
    check(
        "{ purpose: marketing, max: 1, per: P1D, window: calendar }",
        "Europe/Berlin",
        """
        2026-03-28T23:00:00Z sent
        2026-03-29T21:59:59.999Z capped
        2026-03-29T22:00:00Z sent
        2026-10-24T22:00:00Z sent
        2026-10-25T22:59:59.999Z capped
        2026-10-25T23:00:00Z sent
        """);
  }

  @Test
  void g3CalendarWeeksAreFromMonday() {
    check(
        "{ purpose: marketing, max: 1, per: P7D, window: calendar }",
        "UTC",
        """
        2026-03-01T23:59:59.999Z sent
        2026-03-02T00:00:00Z sent
        2026-03-08T23:59:59.999Z capped
        2026-03-09T00:00:00Z sent
        """);
  }

  @Test
  void g3CalendarMonthsAreAsLongAsTheyAre() {
    check(
        "{ purpose: marketing, max: 1, per: P1M, window: calendar }",
        "Asia/Tokyo",
        """
        2026-02-28T14:59:59.999Z sent
        2026-02-28T15:00:00Z sent
        2026-03-31T14:59:59.999Z capped
        2026-03-31T15:00:00Z sent
        """);
  }
}
