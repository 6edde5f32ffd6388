package dev.throughline.governance;

import static dev.throughline.governance.People.and;
import static dev.throughline.governance.People.in;
import static dev.throughline.governance.People.somebody;
import static dev.throughline.governance.People.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Device;
import dev.throughline.customer.Trait;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "ada@example.com, ada@example.com",
    "' Ada.Lovelace+x@Mail.EXAMPLE.com ', Ada.Lovelace+x@mail.example.com",
    "o'brien@example.co.uk, o'brien@example.co.uk",
    "ünï@bücher.example, ünï@bücher.example",
    "a@xn--bcher-kva.example, a@xn--bcher-kva.example",
  })
  void anEmailKeepsItsNameAndLowersItsDomain(String written, String address) {
    assertThat(Addresses.of(with("email", written), "email")).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "a b@example.com",
        "a@b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a..b@example.com",
        "a@-b.example",
        "a@b..example",
        "a@example.com.",
        "a@1.2.3.4",
        "a@example.com\nBcc: x@y.example",
        "a\r\n@example.com",
        "a@example.com,b@example.com",
        "<a@example.com>",
        "Ada <a@example.com>",
      })
  void whatIsNoEmailAddressIsNone(String written) {
    assertThat(Addresses.of(with("email", written), "email")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "+491701234567, '', +491701234567",
    "+49 (0)170 / 123-45.67, '', +491701234567",
    "0049 170 1234567, '', +491701234567",
    "0170 1234567, DE, +491701234567",
    "170 1234567, Germany, +491701234567",
    "(212) 555-1234, US, +12125551234",
    "1 212 555 1234, USA, +12125551234",
    "06 12 34 56 78, FR, +33612345678",
    "8 916 123-45-67, RU, +79161234567",
    "06 698 12345, IT, +390669812345",
    "07911 123456, UK, +447911123456",
  })
  void aNumberIsWrittenInE164(String written, String country, String address) {
    assertThat(Addresses.of(and(in(country), "phone", written), "sms")).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0170 1234567",
        "+0123456789",
        "+49",
        "+491701234567890123",
        "call me",
        "+49170123x4567",
        "++491701234567",
        "12",
        "+49 170 1234567 ext. 5",
      })
  void withoutACountryOnlyInternationalNumbersAreNumbers(String written) {
    assertThat(Addresses.of(with("phone", written), "sms")).isEmpty();
  }

  @Test
  void aDeviceIsReachedByPushAndABrowserByWebPush() {
    Customer phone = somebody();
    phone.device = new Device("token", "ios", People.NOON);
    assertThat(Addresses.of(phone, "push")).contains("token");
    assertThat(Addresses.of(phone, "web_push")).isEmpty();
    Customer browser = somebody();
    browser.device = new Device("https://push.example/1", "web", People.NOON);
    assertThat(Addresses.of(browser, "push")).isEmpty();
    assertThat(Addresses.of(browser, "web_push")).contains("https://push.example/1");
  }

  @Test
  void aSubscriptionIsItsEndpoint() {
    Customer customer = somebody();
    customer.traits.put(
        "web_push_subscription",
        new Trait(new Fields(Map.of("endpoint", Value.of("https://push.example/2"))), People.NOON));
    assertThat(Addresses.of(customer, "web_push")).contains("https://push.example/2");
    assertThat(Addresses.of(with("web_push_subscription", "https://push.example/3"), "web_push"))
        .contains("https://push.example/3");
  }

  @Test
  void inAppAndWebNeedNoAddress() {
    assertThat(Addresses.of(somebody(), "in_app")).contains("");
    assertThat(Addresses.of(somebody(), "web")).contains("");
  }

  @Test
  void whoHasNoAddressIsNotReached() {
    assertThat(Addresses.of(somebody(), "email")).isEmpty();
    assertThat(Addresses.of(somebody(), "sms")).isEmpty();
    assertThat(Addresses.of(somebody(), "push")).isEmpty();
    assertThat(Addresses.of(somebody(), "web_push")).isEmpty();
    assertThat(Addresses.of(somebody(), "pigeon")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DE, '', DE",
    "germany, '', DE",
    "UK, '', GB",
    "GBR, '', GB",
    "United States of America, '', US",
    "Türkiye, '', TR",
    "Turkey, '', TR",
    "'', +33612345678, FR",
    "'', +447911123456, GB",
    "'', +447781123456, GG",
    "'', +12125551234, ''",
    "Narnia, +4366412345678, AT",
    "FR, +4366412345678, FR",
    "'', 0170 1234567, ''",
    "'', '', ''",
  })
  void theJurisdictionIsTheAddressesCountryElseTheNumbers(
      String country, String phone, String jurisdiction) {
    assertThat(Jurisdictions.of(and(in(country), "phone", phone))).isEqualTo(jurisdiction);
  }
}
