package dev.throughline.codec.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Expr;
import dev.throughline.condition.Person;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  private static Person ana() {
    Person ana = new Person().in("Europe/Berlin").at("2026-03-10T12:00:00Z");
    ana.trait("plan", "pro")
        .trait("country", "DE")
        .trait("age", Value.of(42))
        .trait("spend", Value.of(new BigDecimal("20.10")))
        .trait("vip", Value.Bool.TRUE)
        .trait("nothing", Value.Nothing.NOTHING)
        .trait("renewal_date", "2026-03-20")
        .trait("churn_risk", Value.of(new BigDecimal("0.8")))
        .trait("tags", new Items(List.of(Value.of("vip"), Value.of("beta"))))
        .trait("address", new Fields(Map.of("country", Value.of("DE"))))
        .account("acme", Map.of("plan", Value.of("team")));
    ana.event =
        Person.event(
            "Cart Updated",
            "2026-03-10T12:00:00Z",
            Map.of(
                "value",
                Value.of(new BigDecimal("20.10")),
                "items",
                new Items(
                    List.of(
                        new Fields(Map.of("sku", Value.of("a"), "n", Value.of(2))),
                        new Fields(Map.of("sku", Value.of("b"), "n", Value.of(3)))))));
    ana.entry = Person.event("Cart Updated", "2026-03-09T12:00:00Z", Map.of("cart", Value.of(7)));
    ana.instance = Value.of("cart-7");
    ana.did(Person.event("Order Completed", "2026-03-05T12:00:00Z", Map.of("total", Value.of(30))));
    ana.did(
        Person.event(
            "Order Completed",
            "2026-03-09T12:00:00Z",
            Map.of("total", Value.of(new BigDecimal("12.50")))));
    ana.did("Email Opened", "2026-03-10T11:50:00Z");
    return ana;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Variables.
        "profile.plan == 'pro' && profile.country in ['DE', 'FR']",
        "profile.address.country == 'DE' && profile['plan'] == 'pro'",
        "account.id == 'acme' && account.plan == 'team'",
        "event.name == 'Cart Updated' && event.event == event.name && event.type == 'track'",
        "event.at == now && event.timestamp == now",
        "event.userId == 'ana' && event.anonymousId == null",
        "entry.properties.cart == 7 && instance == 'cart-7'",
        // Numbers by value.
        "5 == 5.0 && 5.0 == 5 && 1 != 1.5 && 5u >= 5",
        "profile.spend == 20.1 && profile.spend > 20 && profile.age == 42.0",
        "2 * 1.5 == 3 && 7 / 2 == 3 && profile.age / 4 == 10.5 && 7 % 4 == 3",
        "0.1 + 0.2 == 0.3 && event.properties.value * 3 == 60.30",
        "1 in [1.0, 2.0] && profile.age in [1, 42.0]",
        "count('Order Completed', 'ever') == 2.0 && count('Order Completed', 'P7D') * 0.5 == 1.0",
        "9007199254740993.0 != 9007199254740992.0",
        "-3.50 < 2 && -(-3) == 3 && 1e400 > 1.0",
        // Missing values.
        "profile.missing == null && profile.nothing == null && !(profile.missing > 1)",
        "!(profile.missing < 1) && profile.missing != 'x' && profile.missing.deeper == null",
        "!profile.missing && !has(profile.missing) && has(profile.plan) && !has(profile.nothing)",
        "!(profile.plan > 5) && !(profile.age == 'x')",
        "last('Nothing') == null && last('Nothing').at == null && days_since('Nothing') == null",
        "!(days_since('Nothing') > 1) && !(days_since('Nothing') <= 1)",
        "profile.missing ? false : true",
        // Text, lists, objects.
        "profile.plan.startsWith('p') && profile.plan.endsWith('o') && profile.plan.contains('r')",
        "profile.plan.matches('^p.o$') && matches(profile.country, '[A-Z]{2}')",
        "!profile.missing.startsWith('x') && !profile.missing.matches('x')",
        "'vip' in profile.tags && !('x' in profile.tags) && !('x' in profile.missing)",
        "'plan' in profile && !('missing' in profile)",
        "size(profile.tags) == 2 && profile.plan.size() == 3 && size('é😀') == 2",
        "profile.tags[0] == 'vip' && profile.tags[9] == null && [1, 2][1] == 2",
        "{'a': 1}.a == 1 && {'a': 1}['a'] == 1 && 'a' in {'a': 1}",
        "'a' + 'b' == 'ab' && [1] + [2] == [1, 2.0]",
        // Macros.
        "event.properties.items.exists(i, i.sku == 'b' && i.n > 2)",
        "event.properties.items.all(i, i.n >= 2)",
        "event.properties.items.exists_one(i, i.n == 2)",
        "event.properties.items.map(i, i.n) == [2, 3]",
        "event.properties.items.map(i, i.n > 2, i.sku) == ['b']",
        "event.properties.items.filter(i, i.n > 2).size() == 1",
        "event.properties.items.exists(i, profile.tags.exists(t, i.sku == 'a' && t == 'beta'))",
        "!profile.missing.exists(x, true) && !profile.missing.all(x, true)",
        "{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])",
        // Time.
        "profile.renewal_date > now && now < profile.renewal_date",
        "profile.renewal_date - now < duration('P10D') && now - profile.renewal_date < duration('0s')",
        "timestamp(profile.renewal_date) == timestamp('2026-03-19T23:00:00Z')",
        "timestamp('2026-03-20') == timestamp(profile.renewal_date)",
        "now + duration('P1D') == timestamp('2026-03-11T12:00:00Z')",
        "now.getHours() == 12 && now.getHours('Europe/Berlin') == 13 && now.getDayOfWeek() == 2",
        "profile.renewal_date.getDate() == 20 && profile.renewal_date.getMonth() == 2",
        "local_time() == '13:00' && local_time() >= '09:00' && local_time() < '17:30'",
        "duration('90m') == duration('PT1H30M') && duration('90m').getHours() == 1",
        // What the person did.
        "did('Order Completed', 'P7D') && !did('Order Completed', 'PT1H')",
        "did('Order Completed', 'P7D', event.properties.total > 20.0)",
        "!did('Order Completed', 'P2D', event.properties.total > 20.0)",
        "count('Order Completed', 'P7D') == 2 && count('Order Completed', 'P2D') == 1",
        "sum('Order Completed', 'total', 'ever') == 42.50",
        "sum('Order Completed', 'total', 'P7D', event.properties.total > 20) == 30",
        "sum('Nothing', 'total', 'ever') == 0",
        "first('Order Completed').properties.total == 30 && last('Order Completed').at < now",
        "last('Order Completed').properties.total == 12.5 && days_since('Order Completed') == 1",
        "engaged('email', 'P1D') && !engaged('sms', 'P1D')",
        "session().size() == 1 && session().exists(e, e.name == 'Email Opened')",
        "session()[0].event == 'Email Opened'",
        // What is known.
        "score('churn-risk') >= 0.7 && score('unknown') == null",
        "consented('marketing', 'email') && !consented('research', 'email')",
        "!in_segment('win-back') && !member_of('cart-abandoners')",
        // Conversions.
        "int('42') == profile.age && int(3.9) == 3 && double('1.50') == 1.5 && string(42) == '42'",
        "bool('true') && string(1.50) == '1.50' && int('x') == null && int(now) > 0",
        "dyn(1) == 1.0 && string(now) == '2026-03-10T12:00:00Z'",
        "profile.plan == \"pro\" // the rest is a comment\n && true",
      })
  void allOfThisIsTrueOfAna(String text) {
    assertThat(ana().holds(Cel.expr(text))).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile.plan > 5",
        "profile.age == 'x'",
        "profile.plan + 1 == 2",
        "profile.age.size() == 2",
        "profile.age / 0 == 1",
        "profile.plan",
        "profile.plan.exists(x, true)",
        "duration(profile.plan) > duration('1h')",
        "'a' in profile.plan",
        "profile.plan.deeper == 1"
      })
  void aMismatchIsFalseAndCounted(String text) {
    Expr expr = Cel.expr(text);
    assertThat(ana().holds(expr)).isFalse();
    assertThat(ana().mismatches(expr)).isEqualTo(1);
  }

  @Test
  void decimalsAreReadAsWritten() {
    assertThat(ana().value(Cel.expr("20.10"))).isEqualTo(Value.of(new BigDecimal("20.10")));
    assertThat(ana().value(Cel.expr("-20.10"))).isEqualTo(Value.of(new BigDecimal("-20.10")));
    assertThat(ana().value(Cel.expr("'é😀' == 'x' ? 1.5 : 0.12345678901234567890")))
        .isEqualTo(Value.of(new BigDecimal("0.12345678901234567890")));
  }
}
