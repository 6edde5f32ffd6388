package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.Model;
import dev.throughline.catalog.Catalog;
import dev.throughline.codec.json.CustomerLine;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Money;
import dev.throughline.governance.Zones;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Rules C1 to C4, whatever was refunded, came late or was merged.
final class CreditLaws {
  private CreditLaws() {}

  /// The facts of one order of one person, added up.
  private static final class Account {
    BigDecimal net = BigDecimal.ZERO;
    int digits;
    final Map<String, BigDecimal> credit = new TreeMap<>();
    final Map<String, BigDecimal> byTouch = new TreeMap<>();
  }

  private record Order(Watched.Life person, String conversion, String order) {}

  /// C1: under every model, the credit facts of an order sum to what it was worth, net of refunds,
  /// each in whole smallest units. An order without touches has no credit at all.
  static void creditSumsToTheValue(Case each) {
    Map<Order, Account> accounts = new LinkedHashMap<>();
    for (Watched.Seen seen : Watched.facts(each)) {
      Watched.Life person = seen.person().inTheEnd();
      switch (seen.fact().what()) {
        case What.Converted(String spec, String order, BigDecimal value, String currency) -> {
          Account account = account(accounts, person, spec, order);
          account.net = account.net.add(value);
          account.digits =
              Math.max(account.digits, Math.max(value.scale(), Money.digits(currency)));
        }
        case What.Refunded(String spec, String order, BigDecimal value, _) -> {
          Account account = account(accounts, person, spec, order);
          account.net = account.net.subtract(value);
          account.digits = Math.max(account.digits, value.scale());
        }
        case What.Credit credit -> {
          Account account = account(accounts, person, credit.conversion(), credit.order());
          assertThat(credit.value().scale()).as("%s", credit).isLessThanOrEqualTo(account.digits);
          account.credit.merge(credit.model(), credit.value(), BigDecimal::add);
          account.byTouch.merge(
              credit.model() + credit.touch().id(), credit.value(), BigDecimal::add);
        }
        default -> {}
      }
    }
    accounts.forEach(CreditLaws::check);
  }

  private static Account account(
      Map<Order, Account> accounts, Watched.Life person, String conversion, String order) {
    return accounts.computeIfAbsent(new Order(person, conversion, order), _ -> new Account());
  }

  private static void check(Order order, Account account) {
    // Nothing left on any touch: the order is one that no touch precedes.
    if (account.byTouch.values().stream().anyMatch(credit -> credit.signum() != 0)) {
      for (Model model : Model.values()) {
        assertThat(account.credit.getOrDefault(model.key(), BigDecimal.ZERO))
            .as("%s of %s %s", model, order.conversion(), order.order())
            .isEqualByComparingTo(account.net);
      }
    }
  }

  /// The report and the state agree: credits sum to value less refunds, and there are some exactly
  /// where a touch precedes the conversion within the look-back (rule C2).
  static void stateHoldsTheSame(Case each) {
    Played played = Played.of(each);
    assertThat(played.report()).contains("\"sums_to_revenue_credited\":true");
    for (Customer person : played.ended().people()) {
      for (Conversion conversion : person.conversions) {
        check(played.catalog(), person, conversion);
      }
    }
  }

  private static void check(Catalog catalog, Customer person, Conversion conversion) {
    String told = CustomerLine.write(person);
    ConversionSpec spec = catalog.documents().conversions().get(conversion.spec());
    if (spec == null) {
      throw new AssertionError("No conversion " + conversion.spec());
    }
    assertThat(conversion.credits().isEmpty())
        .as(told)
        .isEqualTo(!isTouched(catalog, person, conversion, spec));
    if (!conversion.credits().isEmpty()) {
      BigDecimal net = conversion.value().subtract(conversion.refunded());
      for (Model model : Model.values()) {
        BigDecimal sum =
            conversion.credits().stream()
                .filter(credit -> credit.model().equals(model.key()))
                .map(Conversion.Credited::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).as("%s in %s", model, told).isEqualByComparingTo(net);
      }
    }
  }

  /// A message counts from when it is known to have got as far as the conversion asks for.
  private static boolean isTouched(
      Catalog catalog, Customer person, Conversion conversion, ConversionSpec spec) {
    ZoneId zone = Zones.of(person, catalog.workspace().zone());
    Map<String, Touch> first = new TreeMap<>();
    for (Touch touch : person.touches) {
      boolean message = touch.status().compareTo(Touch.Status.CLICKED) <= 0;
      if (!message || touch.status().compareTo(spec.touches()) >= 0) {
        first.merge(touch.id(), touch, (a, b) -> b.at().isBefore(a.at()) ? b : a);
      }
    }
    return first.values().stream()
        .filter(touch -> touch.at().isBefore(conversion.at()))
        .anyMatch(touch ->
            !spec.lookback(touch.stage()).after(touch.at(), zone).isBefore(conversion.at()));
  }
}
