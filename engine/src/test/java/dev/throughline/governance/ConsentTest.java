package dev.throughline.governance;

import static dev.throughline.governance.People.NOON;
import static dev.throughline.governance.People.in;
import static dev.throughline.governance.People.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Consents.Topic;
import dev.throughline.customer.Customer;
import dev.throughline.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static boolean mayGet(Customer customer, String channel) {
    return Consent.allows(customer, "marketing", channel, ConsentRules.STANDARD);
  }

  private static Customer said(
      Customer customer, String purpose, String channel, boolean yes, Instant at) {
    customer.consents.decide(new Topic(purpose, channel), new Decision(yes, at));
    return customer;
  }

  @Test
  @DisplayName("G1: transactional messages need no consent")
  void transactionalNeedsNone() {
    Customer customer = said(somebody(), "*", "*", false, NOON);
    assertThat(Consent.allows(customer, "transactional", "email", ConsentRules.STANDARD)).isTrue();
    assertThat(mayGet(customer, "email")).isFalse();
  }

  @Test
  @DisplayName("G1: the newest decision by event time wins, whatever came last")
  void theNewestWins() {
    Customer yes = said(somebody(), "marketing", "email", true, NOON);
    assertThat(mayGet(said(yes, "marketing", "email", false, NOON.minusSeconds(1)), "email"))
        .isTrue();
    assertThat(mayGet(said(yes, "marketing", "email", false, NOON.plusSeconds(1)), "email"))
        .isFalse();
  }

  @Test
  @DisplayName("G1: a tie is a no")
  void aTieIsANo() {
    assertThat(
            mayGet(
                said(
                    said(somebody(), "marketing", "email", false, NOON),
                    "marketing",
                    "email",
                    true,
                    NOON),
                "email"))
        .isFalse();
    assertThat(
            mayGet(
                said(said(somebody(), "*", "*", true, NOON), "*", "email", false, NOON), "email"))
        .isFalse();
  }

  @Test
  @DisplayName("G1: a decision without a purpose or a channel is about all of them")
  void leftOutMeansAll() {
    assertThat(mayGet(said(somebody(), "*", "sms", true, NOON), "sms")).isTrue();
    assertThat(mayGet(said(somebody(), "*", "sms", true, NOON), "email")).isFalse();
    assertThat(mayGet(said(somebody(), "marketing", "*", true, NOON), "push")).isTrue();
    assertThat(mayGet(said(somebody(), "product", "*", true, NOON), "push")).isFalse();
    Customer quit = said(somebody(), "marketing", "email", true, NOON);
    assertThat(mayGet(said(quit, "*", "*", false, NOON.plusSeconds(1)), "email")).isFalse();
    assertThat(mayGet(said(quit, "marketing", "email", true, NOON.plusSeconds(2)), "email"))
        .isTrue();
  }

  @Test
  @DisplayName("G1: where nothing was said the workspace decides, for the person's jurisdiction")
  void theWorkspaceDecidesTheRest() {
    assertThat(mayGet(somebody(), "email")).isFalse();
    assertThat(mayGet(somebody(), "web_push")).isFalse();
    assertThat(mayGet(somebody(), "in_app")).isTrue();
    ConsentRules american =
        new ConsentRules(
            new TreeMap<>(),
            new TreeMap<>(
                Map.of(
                    "US",
                    new TreeMap<>(Map.of("marketing", new TreeMap<>(Map.of("email", true)))))));
    assertThat(Consent.allows(in("USA"), "marketing", "email", american)).isTrue();
    assertThat(Consent.allows(in("DE"), "marketing", "email", american)).isFalse();
    assertThat(Consent.allows(somebody(), "marketing", "email", american)).isFalse();
    Customer refused = said(in("US"), "marketing", "email", false, NOON);
    assertThat(Consent.allows(refused, "marketing", "email", american)).isFalse();
  }

  @Test
  @DisplayName("I2: of two people who merge, the stricter consent holds")
  void theStricterHoldsAfterAMerge() {
    Customer one = said(somebody(), "marketing", "email", true, NOON.plusSeconds(60));
    Customer other = said(somebody(), "marketing", "email", false, NOON);
    one.consents.join(other.consents);
    assertThat(mayGet(one, "email")).isFalse();
  }

  @Seeds(200)
  void theOrderOfArrivalNeverMatters(long seed, SplittableRandom random) {
    List<Map.Entry<Topic, Decision>> decisions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Topic topic =
          new Topic(
              List.of("marketing", "*").get(random.nextInt(2)),
              List.of("email", "*").get(random.nextInt(2)));
      decisions.add(
          Map.entry(
              topic, new Decision(random.nextBoolean(), NOON.plusSeconds(random.nextInt(4)))));
    }
    Customer first = somebody();
    decisions.forEach(said -> first.consents.decide(said.getKey(), said.getValue()));
    Collections.shuffle(decisions, new Random(seed));
    Customer second = somebody();
    decisions.forEach(said -> second.consents.decide(said.getKey(), said.getValue()));
    assertThat(mayGet(first, "email")).isEqualTo(mayGet(second, "email"));
  }
}
