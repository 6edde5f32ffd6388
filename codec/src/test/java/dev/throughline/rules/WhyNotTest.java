package dev.throughline.rules;

import static dev.throughline.rules.OneSend.ANN;
import static dev.throughline.rules.OneSend.journey;
import static dev.throughline.rules.OneSend.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What.MessageDecided;
import dev.throughline.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Row H6: why somebody did, or did not, get a message: every decision carries the checks that it
/// made, in order, with what each of them saw.
class WhyNotTest {
  private static final String HOUSE =
      policy(
          "caps: [ { purpose: marketing, max: 1, per: P1D } ]",
          "quiet_hours: [ { channels: [email], from: '21:00', to: '08:00', then: drop } ]",
          "suppress: [ { when: \"profile.ticket == 'open'\", purpose: marketing, reason: ticket } ]");

  private static List<Fact> decisions(String events) {
    return Story.given(HOUSE + journey("promo", "Promo", "email"))
        .when(ANN + events)
        .play()
        .stream()
        .filter(fact -> fact.what() instanceof MessageDecided)
        .toList();
  }

  private static List<String> checks(Fact fact) {
    return fact.what() instanceof MessageDecided decided
        ? decided.checks().stream()
            .map(check -> (check.passed() ? "+ " : "- ") + check.name() + ": " + check.saw())
            .toList()
        : List.of();
  }

  @Test
  void h6WhatWasSentPassedEveryCheckInTheirOrder() {
    assertThat(checks(decisions("2026-03-02T10:00:00Z ann Promo").getFirst()))
        .containsExactly(
            "+ address_health: good",
            "+ consent: nothing said",
            "+ address: email",
            "+ suppression: none",
            "+ quiet_hours: UTC",
            "+ frequency_cap: 0 of 1 per P1D on all channels",
            "+ arbitration: won or unopposed",
            "+ render: hello");
  }

  @Test
  void h6WhatWasNotSentNamesTheCheckThatStoppedItLast() {
    List<Fact> decided =
        decisions(
            """
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann Promo
            2026-03-02T22:00:00Z ann Promo
            2026-03-03T09:00:00Z ann identify {"ticket": "open"}
            2026-03-04T10:00:00Z ann Promo
            2026-03-05T10:00:00Z ann Unsubscribed {}
            2026-03-05T11:00:00Z ann Promo
            """);
    assertThat(decided.stream().map(fact -> checks(fact).getLast()))
        .containsExactly(
            "+ render: hello",
            "- frequency_cap: 1 of 1 per P1D on all channels",
            "- quiet_hours: until 2026-03-03T08:00:00Z in UTC",
            "- suppression: ticket",
            "- consent: refused 2026-03-05T10:00:00Z");
  }

  @Test
  void h6TheChecksAreWrittenWithTheFact() {
    assertThat(FactLine.write(decisions("2026-03-02T22:00:00Z ann Promo").getFirst()))
        .contains("\"reason\":\"quiet_hours\"", "\"outcome\":\"dropped\"", "\"template\":\"hello\"")
        .contains("{\"check\":\"address\",\"passed\":true,\"saw\":\"email\"}")
        .contains("{\"check\":\"quiet_hours\",\"passed\":false,\"saw\":\"until ");
  }

  @Test
  void h6WhoWasNotLetInIsToldWhyToo() {
    Story.given(
            """
            kind: journey
            key: promo
            name: Promo
            entry:
              on: { event: Promo }
              when: "profile.plan == 'pro'"
              unless: [ "profile.employee == true" ]
            steps:
              tell: { send: { template: hello, channel: email } }
            """)
        .when(
            """
            2026-03-02T10:00:00Z ann Promo
            2026-03-02T11:00:00Z ann identify {"plan": "pro", "employee": true}
            2026-03-02T12:00:00Z ann Promo
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann journey.rejected promo not_qualified
            2026-03-02T12:00:00Z ann journey.rejected promo suppressed
            """,
            "journey.rejected");
  }
}
