package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.attribution.Model;
import dev.throughline.engine.Fact;
import dev.throughline.event.Value;
import dev.throughline.story.Story;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Credit is what the engine gave, however it is broken down.
class CreditTest {
  @Test
  void creditIsThatOfTheReportHoweverItIsBrokenDown() {
    Map<CreditRow.By, String> names =
        Map.of(
            CreditRow.By.JOURNEY, "by_journey",
            CreditRow.By.STEP, "by_step",
            CreditRow.By.CHANNEL, "by_channel",
            CreditRow.By.VERSION, "by_version",
            CreditRow.By.ARM, "by_variant",
            CreditRow.By.SEGMENT, "by_segment");
    names.forEach((by, name) -> {
      List<CreditRow> rows = CreditRow.of(Shop.WAREHOUSE, "order", "USD", by, Range.ALL);
      assertThat(rows).hasSizeGreaterThanOrEqualTo(Model.values().length);
      for (CreditRow row : rows) {
        assertThat(Shop.reported("credit", "models", row.model(), name, row.key(), "USD"))
            .isInstanceOfSatisfying(
                Value.Decimal.class,
                credit -> assertThat(row.value()).isEqualByComparingTo(credit.value()));
      }
    });
  }

  @Test
  void everyModelSharesOutTheSameRevenueAndConversions() {
    for (CreditRow.By by : List.of(CreditRow.By.ARM, CreditRow.By.CHANNEL, CreditRow.By.STEP)) {
      List<CreditRow> rows =
          CreditRow.of(Shop.WAREHOUSE, "order", "USD", by, new Range(Shop.SPRING, Shop.SUMMER));
      Set<BigDecimal> values = new TreeSet<>();
      Set<BigDecimal> conversions = new TreeSet<>();
      for (Model model : Model.values()) {
        List<CreditRow> ofModel =
            rows.stream().filter(row -> row.model().equals(model.key())).toList();
        values.add(ofModel.stream().map(CreditRow::value).reduce(BigDecimal.ZERO, BigDecimal::add));
        conversions.add(
            ofModel.stream().map(CreditRow::conversions).reduce(BigDecimal.ZERO, BigDecimal::add));
      }
      assertThat(values).hasSize(1).allMatch(value -> value.signum() > 0);
      assertThat(conversions).hasSize(1);
    }
    assertThat(CreditRow.of(Shop.WAREHOUSE, "order", "USD", CreditRow.By.ARM, Range.ALL))
        .extracting(CreditRow::key)
        .contains("win-back/subject=question", "win-back/subject=news");
    assertThat(CreditRow.of(Shop.WAREHOUSE, "order", "USD", CreditRow.By.SEGMENT, Range.ALL))
        .extracting(CreditRow::key)
        .contains("best-customers");
  }

  @Test
  void anOrderIsExplainedByItsTouchesUnderEveryModel() {
    List<OrderStory.Order> page =
        OrderStory.orders(Shop.WAREHOUSE, "order", null, Range.ALL, null, 200);
    List<OrderStory.Order> next =
        OrderStory.orders(Shop.WAREHOUSE, "order", null, Range.ALL, page.getLast(), 200);
    assertThat(page).doesNotContainAnyElementsOf(next).hasSize(200);

    int explained = 0;
    for (OrderStory.Order order : page) {
      OrderStory story =
          OrderStory.of(Shop.WAREHOUSE, order.person(), "order", order.id()).orElseThrow();
      assertThat(story.order()).isEqualTo(order);
      assertThat(story.touches()).isSortedAccordingTo(Comparator.comparing(OrderStory.Touch::at));
      if (!story.touches().isEmpty()) {
        explained++;
        for (Model model : Model.values()) {
          List<OrderStory.Share> shares =
              story.touches().stream()
                  .flatMap(touch -> touch.shares().stream())
                  .filter(share -> share.model().equals(model.key()))
                  .toList();
          assertThat(total(shares, OrderStory.Share::weight)).isEqualByComparingTo("1");
          assertThat(total(shares, OrderStory.Share::value)).isEqualByComparingTo(order.net());
        }
      }
    }
    assertThat(explained).isPositive();
    assertThat(OrderStory.of(Shop.WAREHOUSE, "nobody", "order", "none")).isEmpty();
  }

  private static BigDecimal total(
      List<OrderStory.Share> shares, Function<OrderStory.Share, BigDecimal> amount) {
    return shares.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void theRegistryHasALineForEachJourney() {
    List<JourneyRow> rows = JourneyRow.registry(Shop.WAREHOUSE, Range.ALL, "last", "USD");

    assertThat(rows).extracting(JourneyRow::journey).isEqualTo(Shop.JOURNEYS);
    for (JourneyRow row : rows) {
      JourneyMetrics metrics =
          JourneyMetrics.of(Shop.WAREHOUSE, row.journey(), Range.ALL, Shop.ZONE);
      assertThat(row.entered()).isEqualTo(metrics.entered());
      assertThat(row.hereNow()).isEqualTo(metrics.hereNow());
      assertThat(Value.of(row.sent()))
          .isEqualTo(Shop.reported("journeys", row.journey(), "messages", "sent"));
      assertThat(
              CreditRow.of(Shop.WAREHOUSE, "order", "USD", CreditRow.By.JOURNEY, Range.ALL).stream()
                  .filter(credit -> credit.model().equals("last"))
                  .filter(credit -> credit.key().equals(row.journey()))
                  .map(CreditRow::value))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(row.revenue());
    }
  }

  @Test
  void c3CreditSumsToWhatIsLeftOfTheOrderThroughMergesAndRefunds() {
    List<Fact> facts =
        Story.given(
                """
                kind: conversion
                key: order
                name: Order
                on: { event: Order Completed }
                value: "event.properties.total"
                id: "event.properties.order_id"
                refund: { event: Order Refunded, id: "event.properties.order_id", value: "event.properties.refund" }
                lookback: P30D
                """)
            .when(
                """
                {"type":"page","anonymousId":"a1","messageId":"v1","context":{"campaign":{"source":"news","medium":"email"}},"timestamp":"2026-03-01T09:00:00Z"}
                {"type":"page","userId":"ann","messageId":"v2","context":{"campaign":{"source":"search","medium":"cpc"}},"timestamp":"2026-03-02T09:00:00Z"}
                2026-03-03T09:00:00Z ann Order Completed {"total": 90.01, "order_id": "o1"}
                2026-03-04T09:00:00Z ~a1+ann identify {}
                2026-03-05T09:00:00Z ann Order Refunded {"refund": 30.00, "order_id": "o1"}
                """)
            .play();
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.append(Told.numbered(facts), List.of());

      OrderStory story = OrderStory.of(warehouse, "a1", "order", "o1").orElseThrow();
      assertThat(story.order().net()).isEqualByComparingTo("60.01");
      assertThat(story.refunds()).hasSize(1);
      assertThat(story.touches())
          .extracting(OrderStory.Touch::channel)
          .containsExactly("news/email", "search/cpc");
      for (CreditRow.By by : CreditRow.By.values()) {
        List<CreditRow> rows = CreditRow.of(warehouse, "order", "EUR", by, Range.ALL);
        for (Model model : Model.values()) {
          assertThat(
                  rows.stream()
                      .filter(row -> row.model().equals(model.key()))
                      .map(CreditRow::value)
                      .reduce(BigDecimal.ZERO, BigDecimal::add))
              .isEqualByComparingTo("60.01");
        }
      }
    }
  }
}
