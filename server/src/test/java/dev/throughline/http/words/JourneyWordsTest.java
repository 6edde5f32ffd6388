package dev.throughline.http.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Source;
import dev.throughline.journey.Journey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JourneyWordsTest {
  private static final String CATALOG =
      """
      kind: segment
      key: employees
      name: Employees
      when: "profile.role == 'staff'"
      ---
      kind: template
      key: hello
      channel: email
      subject: Hello
      text: Hello
      ---
      kind: journey
      key: cart
      entry:
        on: { event: Cart Updated, where: "event.properties.value > 20.0" }
        when: "profile.country in ['DE', 'FR']"
        unless: [ "in_segment('employees')" ]
        again: { after: P30D }
        instance: "event.properties.cart_id"
      exits:
        goal: { event: Order Completed, where: "event.properties.cart_id == entry.properties.cart_id" }
        disqualified: { when: "profile.status == 'closed'" }
      steps:
        remind: { send: { template: hello, channel: email } }
        opened: { wait: { until: { event: Seen, where: "event.properties.page == 'cart'" }, at_most: P1D } }
        renewal: { wait: { to: profile.renewal_date, offset: -P3D } }
        tier: { branch: [ { when: "engaged('email', 'P60D')", next: last }, { else: true, next: end } ] }
        last: { send: { template: hello, channel: email } }
      on:
        - { event: Priced, where: "event.properties.plan == 'pro'", do: [ { update: { set: { keen: true } } } ] }
      ---
      kind: journey
      key: renewal
      entry: { on: { date: profile.contract_end, offset: -P60D, at: "09:00" } }
      steps: { hello: { send: { template: hello, channel: email } } }
      """;

  private static Map<String, String> words(String key) {
    Catalogs.Reading reading = Catalogs.read(List.of(new Source("shop.yaml", CATALOG)));
    Documents documents =
        reading.documents().orElseThrow(() -> new AssertionError(reading.problems().toString()));
    Journey journey = Objects.requireNonNull(documents.journeys().get(key), key);
    return JourneyWords.of(journey, (_, name) -> name.equals("employees") ? "Employees" : name);
  }

  @Test
  void everyConditionOfAJourneyIsSaidInWordsUnderItsText() {
    assertThat(words("cart"))
        .containsExactly(
            Map.entry("event.properties.value > 20.0", "the event's value is more than 20"),
            Map.entry("profile.country in ['DE', 'FR']", "country is one of “DE” or “FR”"),
            Map.entry("in_segment('employees')", "is in Employees"),
            Map.entry("event.properties.cart_id", "the event's cart id"),
            Map.entry(
                "event.properties.cart_id == entry.properties.cart_id",
                "the event's cart id is the entry's cart id"),
            Map.entry("profile.status == 'closed'", "status is “closed”"),
            Map.entry("event.properties.page == 'cart'", "the event's page is “cart”"),
            Map.entry("profile.renewal_date", "renewal date"),
            Map.entry(
                "engaged('email', 'P60D')",
                "Email Link Clicked or Email Opened in the last 60 days"),
            Map.entry("event.properties.plan == 'pro'", "the event's plan is “pro”"));
  }

  @Test
  void theDateThatStartsAJourneyIsNamed() {
    assertThat(words("renewal")).containsExactly(Map.entry("profile.contract_end", "contract end"));
  }
}
