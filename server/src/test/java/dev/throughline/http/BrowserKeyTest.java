package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody can read the key in a page, and a link can say somebody else's id: such a key never
/// makes two known people one, and changes no address or consent that a known person has given.
class BrowserKeyTest {
  private static final String IDENTITY =
      """
      kind: workspace
      key: shop
      name: Shop
      ---
      kind: identity
      key: people
      name: People
      namespaces: [email, phone, device]
      limits: { users: 5 }
      """;

  private Shop shop;

  @BeforeEach
  void open(@TempDir Path data) {
    shop = Shop.open(data);
    var submission =
        shop.server
            .runtime()
            .submit(List.of(new Command.Publish(List.of(new Source("shop.yaml", IDENTITY)))));
    assertThat(submission).isInstanceOf(Submission.Taken.class);
    fromServer(
        "/v1/identify",
        "{'userId':'ada','traits':{'email':'ada@x.example','phone':'+4930123456'}}");
    fromServer(
        "/v1/track",
        "{'userId':'ada','event':'Subscribed','properties':{'purpose':'marketing','channel':'email'}}");
    fromServer(
        "/v1/identify",
        "{'userId':'bob','anonymousId':'tablet','traits':{'email':'bob@x.example'}}");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String fromServer(String path, String body) {
    return shop.post(path, shop.serverKey, body.replace('\'', '"')).body();
  }

  private String fromPage(String path, String body) {
    return shop.post(path, shop.browserKey, body.replace('\'', '"')).body();
  }

  private Customer person(Identifier identifier) {
    shop.settled();
    Optional<Customer> found = shop.ask(view -> view.customer(identifier));
    assertThat(found).as("the person behind %s", identifier).isPresent();
    return found.orElseThrow();
  }

  private Customer ada() {
    return person(Identifier.user("ada"));
  }

  private static Value trait(Customer customer, String name) {
    Trait trait = customer.traits.get(name);
    return trait == null ? Value.Nothing.NOTHING : trait.value();
  }

  @Test
  void aPageSaysWhoItsVisitorIs() {
    fromPage("/v1/page", "{'anonymousId':'a1','name':'Home'}");
    String answer =
        fromPage(
            "/v1/identify", "{'userId':'cid','anonymousId':'a1','traits':{'email':'c@x.example'}}");

    assertThat(answer).isEqualTo("{\"success\":true}");
    assertThat(person(Identifier.anonymous("a1"))).isSameAs(person(Identifier.user("cid")));
    assertThat(trait(person(Identifier.user("cid")), "email")).isEqualTo(Value.of("c@x.example"));
  }

  @Test
  void aPageDoesNotChangeAnAddressAndTheRestOfTheEventCounts() {
    String answer =
        fromPage(
            "/v1/identify",
            "{'userId':'ada','traits':{'email':'evil@x.example','phone':null,'plan':'gold'}}");

    assertThat(answer).contains("browser_protected").contains("email, phone");
    assertThat(trait(ada(), "email")).isEqualTo(Value.of("ada@x.example"));
    assertThat(trait(ada(), "phone")).isEqualTo(Value.of("+4930123456"));
    assertThat(trait(ada(), "plan")).isEqualTo(Value.of("gold"));
    assertThat(shop.dead().getFirst().code()).isEqualTo("browser_protected");
  }

  @Test
  void theSameAddressAgainIsNoChange() {
    assertThat(fromPage("/v1/identify", "{'userId':'ada','traits':{'email':'ada@x.example'}}"))
        .isEqualTo("{\"success\":true}");
  }

  @Test
  void aServerMayChangeAnAddress() {
    fromServer("/v1/identify", "{'userId':'ada','traits':{'email':'new@x.example'}}");

    assertThat(trait(ada(), "email")).isEqualTo(Value.of("new@x.example"));
  }

  @Test
  void aPageDoesNotMakeTwoKnownPeopleOne() {
    fromPage("/v1/identify", "{'userId':'ada','traits':{'email':'bob@x.example'}}");
    fromPage("/v1/identify", "{'userId':'eve','traits':{'email':'bob@x.example'}}");
    fromPage(
        "/v1/track", "{'userId':'eve','event':'E','context':{'traits':{'email':'bob@x.example'}}}");
    fromPage("/v1/alias", "{'userId':'eve','previousId':'bob'}");
    fromPage("/v1/alias", "{'userId':'eve','previousId':'tablet'}");
    fromPage("/v1/alias", "{'userId':'eve','previousId':'not-seen-yet'}");

    assertThat(person(Identifier.user("bob"))).isNotSameAs(ada());
    assertThat(person(Identifier.user("eve"))).isNotSameAs(person(Identifier.user("bob")));
    assertThat(person(Identifier.user("eve")).identifiers).containsExactly(Identifier.user("eve"));
  }

  @Test
  void aVisitorWithoutAUserIdMayBeJoinedByAlias() {
    fromPage("/v1/page", "{'anonymousId':'a2'}");

    fromPage("/v1/alias", "{'userId':'dan','previousId':'a2'}");

    assertThat(person(Identifier.anonymous("a2"))).isSameAs(person(Identifier.user("dan")));
  }

  @Test
  void anAliasToOneselfDoesNothing() {
    assertThat(fromPage("/v1/alias", "{'userId':'ada','previousId':'ada'}"))
        .isEqualTo("{\"success\":true}");
  }

  @Test
  void aPageDoesNotChangeConsentThatWasGiven() {
    fromPage(
        "/v1/track",
        "{'userId':'ada','event':'Unsubscribed','properties':{'purpose':'marketing'}}");
    fromPage(
        "/v1/track",
        "{'userId':'ada','event':'E','context':{'consent':{'categoryPreferences':{'marketing':false,'ads':true}}}}");

    assertThat(ada().consents.on("marketing", "email").orElseThrow().granted()).isTrue();
    assertThat(ada().consents.on("ads", "email").orElseThrow().granted()).isTrue();
    assertThat(shop.dead()).extracting("code").startsWith("browser_protected", "browser_consent");
  }

  @Test
  void aVisitorDecidesForThemselves() {
    String banner =
        "{'anonymousId':'a3','event':'E','context':{'consent':{'categoryPreferences':{'marketing':%s}}}}";

    fromPage("/v1/track", banner.formatted("true"));
    shop.clock.addAndGet(1_000);
    fromPage("/v1/track", banner.formatted("false"));

    assertThat(person(Identifier.anonymous("a3")).consents.on("marketing", "email").orElseThrow())
        .extracting("granted")
        .isEqualTo(false);
  }

  @Test
  void aPageDoesNotCloseSomebodysAddress() {
    fromPage("/v1/track", "{'userId':'ada','event':'Email Marked as Spam'}");

    assertThat(ada().badAddresses).isEmpty();
    assertThat(shop.dead().getFirst().code()).isEqualTo("browser_feedback");
  }

  @Test
  void aPageDoesNotWriteHistory() {
    fromPage("/v1/track", "{'userId':'ada','event':'E','context':{'import':true}}");

    shop.settled();
    assertThat(shop.events.getLast().history()).isFalse();
  }
}
