package dev.throughline.governance;

import static dev.throughline.governance.People.address;
import static dev.throughline.governance.People.and;
import static dev.throughline.governance.People.in;
import static dev.throughline.governance.People.somebody;
import static dev.throughline.governance.People.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.event.LocalTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
  private static final ZoneId WORKSPACE = ZoneId.of("Pacific/Auckland");

  private static String zone(Customer customer) {
    return Zones.of(customer, WORKSPACE).getId();
  }

  @Test
  @DisplayName(
      "T3: the person's own time zone goes before the address, the address before the number")
  void theOwnZoneGoesFirst() {
    Customer customer = and(in("FR"), "phone", "+81312345678");
    assertThat(zone(customer)).isEqualTo("Europe/Paris");
    assertThat(zone(and(customer, "timezone", "America/Lima"))).isEqualTo("America/Lima");
    assertThat(zone(with("phone", "+81312345678"))).isEqualTo("Asia/Tokyo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EST",
        "PST8PDT",
        "GMT+25",
        "GMT+1",
        "UTC+01:00",
        "+01:00",
        "Z",
        "Mars/Phobos",
        "",
        "CET"
      })
  @DisplayName("T3: what is no region of the tz database is no time zone")
  void onlyRegionsCount(String written) {
    assertThat(Zones.known(with("timezone", written))).isEmpty();
    assertThat(zone(with("timezone", written))).isEqualTo("Pacific/Auckland");
    assertThat(zone(and(in("DE"), "timezone", written))).isEqualTo("Europe/Berlin");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin",
    "europe/berlin, Europe/Berlin",
    "America/Argentina/Ushuaia, America/Argentina/Ushuaia",
    "Asia/Calcutta, Asia/Calcutta",
    "UTC, UTC",
    "Etc/UTC, Etc/UTC",
  })
  void regionsAreTakenInAnyCase(String written, String zone) {
    assertThat(zone(with("timezone", written))).isEqualTo(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "DE, Europe/Berlin",
    "de, Europe/Berlin",
    "Germany, Europe/Berlin",
    "DEU, Europe/Berlin",
    "UK, Europe/London",
    "India, Asia/Kolkata",
    "Côte d’Ivoire, Africa/Abidjan",
    "AR, America/Argentina/Buenos_Aires",
    "US, Pacific/Auckland",
    "Canada, Pacific/Auckland",
    "ES, Pacific/Auckland",
    "Atlantis, Pacific/Auckland",
  })
  @DisplayName("T3: a country tells its zone if it has one alone")
  void aCountryTells(String country, String zone) {
    assertThat(zone(in(country))).isEqualTo(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "US, CA, America/Los_Angeles",
    "US, California, America/Los_Angeles",
    "USA, new york, America/New_York",
    "US, US-HI, Pacific/Honolulu",
    "US, AZ, America/Phoenix",
    "US, TX, America/Chicago",
    "CA, QC, America/Toronto",
    "CA, Québec, America/Toronto",
    "CA, Saskatchewan, America/Regina",
    "AU, WA, Australia/Perth",
    "AU, Queensland, Australia/Brisbane",
    "BR, SP, America/Sao_Paulo",
    "Brazil, São Paulo, America/Sao_Paulo",
    "BR, Acre, America/Rio_Branco",
    "MX, Quintana Roo, America/Cancun",
    "MX, SON, America/Hermosillo",
    "RU, Saint Petersburg, Europe/Moscow",
    "RU, PRI, Asia/Vladivostok",
    "US, Bavaria, Pacific/Auckland",
    "DE, Bavaria, Europe/Berlin",
  })
  @DisplayName("T3: where states keep different times, the state tells")
  void aStateTells(String country, String state, String zone) {
    assertThat(zone(in(country, state))).isEqualTo(zone);
    assertThat(zone(address(somebody(), Map.of("country", country, "region", state))))
        .isEqualTo(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "+49 170 1234567, Europe/Berlin",
    "0033612345678, Europe/Paris",
    "+77011234567, Asia/Almaty",
    "+12425551234, America/Nassau",
    "+441481123456, Europe/Guernsey",
    "+12125551234, Pacific/Auckland",
    "+79161234567, Pacific/Auckland",
    "0170 1234567, Pacific/Auckland",
  })
  @DisplayName("T3: a number tells by its calling code")
  void aNumberTells(String phone, String zone) {
    assertThat(zone(with("phone", phone))).isEqualTo(zone);
  }

  @Test
  void anAddressOfSeveralZonesIsNotOverruledByANumberFromElsewhere() {
    assertThat(Zones.known(and(in("US"), "phone", "+491701234567"))).isEmpty();
  }

  @Test
  @DisplayName("G5: a person with no known zone gets the workspace's")
  void nobodysZoneIsTheWorkspaces() {
    assertThat(Zones.known(somebody())).isEmpty();
    assertThat(zone(somebody())).isEqualTo("Pacific/Auckland");
  }

  @Test
  void everyZoneOfTheTablesExists() {
    assertThat(ZoneId.getAvailableZoneIds()).containsAll(CountryZones.ALL.values());
    assertThat(ZoneId.getAvailableZoneIds()).containsAll(StateZones.zones());
    assertThat(CountryZones.ALL.keySet())
        .hasSizeGreaterThan(220)
        .doesNotContain("US", "CA", "AU", "BR", "MX", "RU");
  }

  @Test
  @DisplayName(
      "T3: a skipped local time is the first instant after the gap, a repeated one its first")
  void skippedAndRepeatedTimes() {
    ZoneId berlin = Zones.of(in("DE"), WORKSPACE);
    assertThat(LocalTimes.at(LocalDateTime.parse("2026-03-29T02:30"), berlin))
        .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(LocalTimes.at(LocalDateTime.parse("2026-10-25T02:30"), berlin))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
  }
}
