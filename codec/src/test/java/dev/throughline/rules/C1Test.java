package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.refund;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.attribution.Model;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// C1: the credits of every conversion and model sum to its value, to the smallest unit of the
/// currency (rows P1, P5, P6).
class C1Test {
  /// Three visits a week apart, the last a week before the order.
  private static final String THREE =
      visit("2026-03-01T10:00:00Z", "ann", "one")
          + visit("2026-03-08T10:00:00Z", "ann", "two")
          + visit("2026-03-15T10:00:00Z", "ann", "three");

  @Test
  void p1EachModelSharesTheValueItsOwnWay() {
    Story.given(ORDER)
        .when(THREE + order("2026-03-22T10:00:00Z", "ann", "o1", "70.00"))
        .then(
            """
            2026-03-22T10:00:00Z ann conversion order o1 70.00 EUR
            2026-03-22T10:00:00Z ann credit o1 first one/cpc 70.00 EUR
            2026-03-22T10:00:00Z ann credit o1 last three/cpc 70.00 EUR
            2026-03-22T10:00:00Z ann credit o1 linear one/cpc 23.34 EUR
            2026-03-22T10:00:00Z ann credit o1 linear two/cpc 23.33 EUR
            2026-03-22T10:00:00Z ann credit o1 linear three/cpc 23.33 EUR
            2026-03-22T10:00:00Z ann credit o1 position one/cpc 28.00 EUR
            2026-03-22T10:00:00Z ann credit o1 position two/cpc 14.00 EUR
            2026-03-22T10:00:00Z ann credit o1 position three/cpc 28.00 EUR
            2026-03-22T10:00:00Z ann credit o1 time-decay one/cpc 10.00 EUR
            2026-03-22T10:00:00Z ann credit o1 time-decay two/cpc 20.00 EUR
            2026-03-22T10:00:00Z ann credit o1 time-decay three/cpc 40.00 EUR
            """,
            "conversion",
            "credit");
  }

  private static String linear(String total, String currency) {
    return Story.given(ORDER)
        .when(
            THREE
                + "2026-03-22T10:00:00Z ann Order Completed {\"order_id\": \"o1\", \"total\": %s, \"currency\": \"%s\"}"
                    .formatted(total, currency))
        .facts("credit")
        .lines()
        .filter(line -> line.contains(" linear "))
        .map(line -> line.replaceAll(".*/cpc ", ""))
        .reduce("", (a, b) -> a + b + ", ");
  }

  @Test
  void c1TheSmallestUnitIsThatOfTheCurrency() {
    assertThat(linear("100", "EUR")).isEqualTo("33.34 EUR, 33.33 EUR, 33.33 EUR, ");
    assertThat(linear("100", "JPY")).isEqualTo("34 JPY, 33 JPY, 33 JPY, ");
    assertThat(linear("1", "KWD")).isEqualTo("0.334 KWD, 0.333 KWD, 0.333 KWD, ");
    assertThat(linear("0.01", "EUR")).isEqualTo("0.01 EUR, 0.00 EUR, 0.00 EUR, ");
    assertThat(linear("\"89.50\"", "EUR")).isEqualTo("29.84 EUR, 29.83 EUR, 29.83 EUR, ");
  }

  @Test
  void c1TheSameIdConvertsOnceHoweverOftenItIsSent() {
    Story.given(ORDER)
        .when(
            order("2026-03-02T10:00:00Z", "ann", "o1", "10")
                + order("2026-03-02T10:00:00Z", "ann", "o1", "10")
                + order("2026-04-02T10:00:00Z", "ann", "o1", "99")
                + order("2026-04-02T10:00:00Z", "ann", "o2", "20"))
        .then(
            """
            2026-03-02T10:00:00Z ann conversion order o1 10.00 EUR
            2026-04-02T10:00:00Z ann conversion order o2 20.00 EUR
            """,
            "conversion");
  }

  @Test
  void c1WithoutAnIdEveryEventConverts() {
    Story.given(
            """
            kind: conversion
            key: signup
            name: Signup
            on: { event: Signed Up, where: "event.properties.plan == 'pro'" }
            """)
        .when(
            """
            2026-03-02T10:00:00Z ann Signed Up {"plan": "pro"}
            2026-03-02T10:00:00Z ann Signed Up {"plan": "free"}
            2026-03-03T10:00:00Z ann Signed Up {"plan": "pro"}
            """)
        .then(
            """
            2026-03-02T10:00:00Z ann conversion signup m0 0.00 EUR
            2026-03-03T10:00:00Z ann conversion signup m2 0.00 EUR
            """,
            "conversion");
  }

  @Test
  void p5EachMilestoneIsCreditedForItself() {
    Story.given(
            ORDER
                + """
                milestone: purchase
                ---
                kind: conversion
                key: activation
                name: Activation
                on: { event: Activated }
                value: "5.0"
                currency: EUR
                milestone: activation
                """)
        .when(
            visit("2026-03-01T10:00:00Z", "ann", "ads")
                + "2026-03-02T10:00:00Z ann Activated {}\n"
                + order("2026-03-03T10:00:00Z", "ann", "o1", "10"))
        .then(
            """
            2026-03-02T10:00:00Z ann credit m1 first ads/cpc 5.00 EUR
            2026-03-02T10:00:00Z ann credit m1 last ads/cpc 5.00 EUR
            2026-03-02T10:00:00Z ann credit m1 linear ads/cpc 5.00 EUR
            2026-03-02T10:00:00Z ann credit m1 position ads/cpc 5.00 EUR
            2026-03-02T10:00:00Z ann credit m1 time-decay ads/cpc 5.00 EUR
            2026-03-03T10:00:00Z ann credit o1 first ads/cpc 10.00 EUR
            2026-03-03T10:00:00Z ann credit o1 last ads/cpc 10.00 EUR
            2026-03-03T10:00:00Z ann credit o1 linear ads/cpc 10.00 EUR
            2026-03-03T10:00:00Z ann credit o1 position ads/cpc 10.00 EUR
            2026-03-03T10:00:00Z ann credit o1 time-decay ads/cpc 10.00 EUR
            """,
            "credit");
  }

  /// Row P6: over orders, refunds, late touches and merges, at every moment.
  @Seeds(100)
  void c1TheCreditsOfEveryModelSumToTheNetValue(long seed, SplittableRandom random) {
    // Both have a touch that every order may be credited to.
    StringBuilder events =
        new StringBuilder(
            visit("2026-03-01T00:00:00Z", "~a1", "one")
                + visit("2026-03-01T00:00:00Z", "ann", "two"));
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    for (int i = 0; i < 25; i++) {
      at = at.plusSeconds(random.nextInt(1, 300_000));
      String who = random.nextInt(3) == 0 ? "~a1" : "ann";
      String amount = random.nextInt(0, 200) + "." + random.nextInt(10, 100);
      String id = "o" + random.nextInt(4);
      String order = order(at.toString(), who, id, amount);
      events.append(
          switch (random.nextInt(5)) {
            case 0, 1 -> visit(at.toString(), who, "s" + i);
            case 2 -> order;
            case 3 -> refund(at.toString(), who, id, amount);
            default ->
                visit(at.toString(), who, "late" + i)
                    .replace(
                        "\"messageId\"",
                        "\"receivedAt\":\"" + at.plusSeconds(500_000) + "\",\"messageId\"");
          });
    }
    events.append(at).append(" ~a1+ann identify {}\n");
    List<Fact> facts = Story.given(ORDER + "lookback: P400D").when(events.toString()).play();
    TreeMap<String, BigDecimal> net = new TreeMap<>();
    TreeMap<String, BigDecimal> credited = new TreeMap<>();
    for (Fact fact : facts) {
      switch (fact.what()) {
        case What.Converted(_, String id, var value, _) -> net.merge(id, value, BigDecimal::add);
        case What.Refunded(_, String id, var value, _) ->
            net.merge(id, value.negate(), BigDecimal::add);
        case What.Credit credit -> {
          assertThat(credit.value().scale()).isEqualTo(2);
          credited.merge(credit.order() + " " + credit.model(), credit.value(), BigDecimal::add);
        }
        default -> {}
      }
    }
    net.forEach((id, value) -> {
      for (Model model : Model.values()) {
        assertThat(credited.get(id + " " + model.key()))
            .as("%s of %s, seed %d", model, id, seed)
            .isEqualByComparingTo(value);
      }
    });
  }
}
