package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import dev.throughline.experiment.Lift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A holdout measures what the report of `simulate` measures, which has the final states.
class HoldoutResultTest {
  @Test
  void aHoldoutMeasuresWhatTheReportMeasures() {
    for (String experiment : List.of("global", "second-order", "win-back")) {
      CalendarSpan window = experiment.equals("global") ? null : CalendarSpan.of("P30D");
      HoldoutResult result =
          HoldoutResult.of(Shop.WAREHOUSE, experiment, "order", window, "USD", Range.ALL);
      String[] path = {"lift", experiment, "outcomes", "order"};
      assertThat(arm(result.treated())).as(experiment).isEqualTo(armOf("treated", path));
      assertThat(arm(result.heldOut())).as(experiment).isEqualTo(armOf("holdout", path));
      assertThat(estimate(result.rate())).isEqualTo(estimateOf("rate", path));
      assertThat(estimate(result.revenuePerPerson()))
          .isEqualTo(estimateOf("revenue_per_person", path));
      assertThat(result.heldOut().people()).isPositive();
    }
  }

  private static String arm(HoldoutResult.ArmResult arm) {
    return "%d %d %d %s"
        .formatted(arm.people(), arm.converted(), arm.conversions(), arm.revenue().setScale(2));
  }

  private static String armOf(String arm, String... path) {
    return Stream.of("people", "converted", "conversions", "revenue")
        .map(name -> Shop.reported(with(path, arm, name)))
        .map(value ->
            switch (value) {
              case Value.Int(long count) -> Long.toString(count);
              case Value.Decimal(BigDecimal amount) -> amount.setScale(2).toString();
              default -> value.toString();
            })
        .collect(Collectors.joining(" "));
  }

  private static List<BigDecimal> estimate(Lift lift) {
    Lift.Estimate difference = lift.absolute();
    assertThat(difference).isNotNull();
    return difference == null
        ? List.of()
        : Stream.of(difference.value(), difference.low(), difference.high())
            .map(figure -> BigDecimal.valueOf(figure == null ? 0 : figure))
            .map(figure -> figure.setScale(6, RoundingMode.HALF_EVEN))
            .toList();
  }

  private static List<BigDecimal> estimateOf(String metric, String... path) {
    return Stream.of("value", "low", "high")
        .map(name -> Shop.reported(with(path, metric, "difference", name)))
        .map(value -> value instanceof Value.Decimal(BigDecimal figure) ? figure : BigDecimal.ZERO)
        .toList();
  }

  private static String[] with(String[] path, String... more) {
    return Stream.concat(Stream.of(path), Stream.of(more)).toArray(String[]::new);
  }

  private static NumberedFact entered(long number, String person, String global, String own) {
    TreeMap<String, String> exposed = new TreeMap<>(Map.of("global", global, "cart", own));
    return Told.fact(
        number,
        person,
        new What.JourneyEntered(
            new Fact.Place("cart", 1, "i" + number),
            global.equals("holdout") ? global : own,
            exposed));
  }

  @Test
  void h4PeopleInWhomTwoArmsMeetAndThoseKeptFromAllAreLeftOut() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      What.Converted order = new What.Converted("order", "o1", BigDecimal.TEN, "EUR");
      warehouse.append(
          List.of(
              entered(1, "ann", "treated", "treated"),
              entered(2, "bob", "treated", "holdout"),
              entered(3, "cid", "holdout", "treated"),
              entered(4, "dan", "treated", "treated"),
              entered(5, "a1", "treated", "holdout"),
              Told.fact(6, "dan", new What.Merged(new CustomerId("a1"))),
              Told.fact(7, "ann", order)),
          List.of());

      HoldoutResult cart = HoldoutResult.of(warehouse, "cart", "order", null, "EUR", Range.ALL);
      assertThat(cart.treated()).isEqualTo(new HoldoutResult.ArmResult(1, 1, 1, BigDecimal.TEN));
      assertThat(cart.heldOut().people()).isEqualTo(1);
      assertThat(cart.contaminated()).isEqualTo(1);
      HoldoutResult global = HoldoutResult.of(warehouse, "global", "order", null, "EUR", Range.ALL);
      assertThat(global.treated().people()).isEqualTo(3);
      assertThat(global.heldOut().people()).isEqualTo(1);
    }
  }

  @Test
  void conversionsCountAfterExposureAndToTheEndOfTheWindow() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      long week = 7 * 24 * 60;
      List<NumberedFact> facts = new ArrayList<>();
      facts.add(entered(100, "ann", "treated", "treated"));
      for (long at : List.of(100L, 101L, 100 + week, 101 + week)) {
        facts.add(
            Told.fact(at, "ann", new What.Converted("order", "o" + at, BigDecimal.ONE, "EUR")));
      }
      warehouse.append(facts, List.of());

      assertThat(
              HoldoutResult.of(warehouse, "cart", "order", CalendarSpan.of("P7D"), "EUR", Range.ALL)
                  .treated()
                  .conversions())
          .isEqualTo(2);
    }
  }

  @Test
  void inATimeTheConversionsCountOfAllWhoWereExposedBeforeItsEnd() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      List<NumberedFact> facts = new ArrayList<>();
      facts.add(entered(100, "ann", "treated", "treated"));
      for (long at : List.of(150L, 250L, 260L, 300L)) {
        facts.add(
            Told.fact(at, "ann", new What.Converted("order", "o" + at, BigDecimal.ONE, "EUR")));
      }
      facts.add(entered(400, "bob", "treated", "treated"));
      warehouse.append(facts, List.of());

      Range time = new Range(facts.get(2).fact().at(), facts.get(4).fact().at());
      HoldoutResult cart = HoldoutResult.of(warehouse, "cart", "order", null, "EUR", time);
      assertThat(cart.treated())
          .isEqualTo(new HoldoutResult.ArmResult(1, 1, 2, new BigDecimal("2")));
      assertThat(cart.conversionsPerPerson().treated().mean()).isEqualTo(2);
    }
  }
}
