package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.refund;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.story.Story;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// C3: a refund takes credit back in the original's proportions (row P7).
class C3Test {
  private static final String SOLD =
      visit("2026-03-01T10:00:00Z", "ann", "one")
          + visit("2026-03-08T10:00:00Z", "ann", "two")
          + visit("2026-03-15T10:00:00Z", "ann", "three")
          + order("2026-03-22T10:00:00Z", "ann", "o1", "70.00");

  @Test
  void c3APartOfTheOrderTakesBackThatPartOfEachModel() {
    assertThat(
            Story.given(ORDER)
                .when(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o1", "7"))
                .facts("refund", "credit")
                .replaceAll("(?m)^2026-03-22.*\n", ""))
        .isEqualTo(
            """
            2026-03-25T10:00:00Z ann refund order o1 7.00 EUR
            2026-03-25T10:00:00Z ann credit o1 first one/cpc -7.00 EUR
            2026-03-25T10:00:00Z ann credit o1 last three/cpc -7.00 EUR
            2026-03-25T10:00:00Z ann credit o1 linear one/cpc -2.34 EUR
            2026-03-25T10:00:00Z ann credit o1 linear two/cpc -2.33 EUR
            2026-03-25T10:00:00Z ann credit o1 linear three/cpc -2.33 EUR
            2026-03-25T10:00:00Z ann credit o1 position one/cpc -2.80 EUR
            2026-03-25T10:00:00Z ann credit o1 position two/cpc -1.40 EUR
            2026-03-25T10:00:00Z ann credit o1 position three/cpc -2.80 EUR
            2026-03-25T10:00:00Z ann credit o1 time-decay one/cpc -1.00 EUR
            2026-03-25T10:00:00Z ann credit o1 time-decay two/cpc -2.00 EUR
            2026-03-25T10:00:00Z ann credit o1 time-decay three/cpc -4.00 EUR
            """);
  }

  /// What is left of each touch's credit, by model.
  private static SortedMap<String, BigDecimal> left(String events) {
    TreeMap<String, BigDecimal> left = new TreeMap<>();
    Story.given(ORDER)
        .when(events)
        .facts("credit")
        .lines()
        .forEach(line -> {
          String[] words = line.split(" ", -1);
          left.merge(words[4] + " " + words[5], new BigDecimal(words[6]), BigDecimal::add);
        });
    return left;
  }

  private static String refunds(String events) {
    return Story.given(ORDER).when(events).facts("refund").replaceAll("(?m)^\\S+ ann refund ", "");
  }

  @Test
  void c3AFullRefundLeavesNothing() {
    assertThat(left(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o1", "70")))
        .allSatisfy((touch, credit) -> assertThat(credit).isZero());
  }

  @Test
  void c3RefundsInPartsEndWhereOneInFullDoes() {
    String parts =
        SOLD
            + refund("2026-03-25T10:00:00Z", "ann", "o1", "0.01")
            + refund("2026-03-26T10:00:00Z", "ann", "o1", "33.33")
            + refund("2026-03-27T10:00:00Z", "ann", "o1", "3.50");
    assertThat(left(parts))
        .isEqualTo(left(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o1", "36.84")));
    assertThat(left(parts + refund("2026-03-28T10:00:00Z", "ann", "o1", "33.16")))
        .allSatisfy((touch, credit) -> assertThat(credit).isZero());
  }

  @Test
  void c3NoMoreIsTakenBackThanWasGiven() {
    String events =
        SOLD
            + refund("2026-03-25T10:00:00Z", "ann", "o1", "50")
            + refund("2026-03-26T10:00:00Z", "ann", "o1", "50")
            + refund("2026-03-27T10:00:00Z", "ann", "o1", "50");
    assertThat(refunds(events)).isEqualTo("order o1 50.00 EUR\norder o1 20.00 EUR\n");
    assertThat(left(events)).allSatisfy((touch, credit) -> assertThat(credit).isZero());
  }

  @Test
  void c3ARefundThatNamesNoAmountIsOfTheWholeOrder() {
    String refund = "2026-03-25T10:00:00Z ann Order Refunded {\"order_id\": \"o1\"}\n";
    assertThat(refunds(SOLD + refund)).isEqualTo("order o1 70.00 EUR\n");
    assertThat(
            Story.given(ORDER.replace(", value: \"event.properties.refund\"", ""))
                .when(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o1", "1"))
                .facts("refund"))
        .isEqualTo("2026-03-25T10:00:00Z ann refund order o1 70.00 EUR\n");
  }

  @Test
  void c3ARefundOfAnUnknownOrderTakesNothingBack() {
    assertThat(refunds(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o9", "1"))).isEmpty();
  }

  @Test
  void c3ARefundThatComesBeforeItsOrderWaitsForIt() {
    Story.given(ORDER)
        .when(
            visit("2026-03-01T10:00:00Z", "ann", "one")
                + visit("2026-03-02T10:00:00Z", "ann", "two")
                + refund("2026-03-22T10:00:00Z", "ann", "o1", "4")
                + order("2026-03-22T10:00:01Z", "ann", "o1", "10.00"))
        .then(
            """
            2026-03-22T10:00:01Z ann conversion order o1 10.00 EUR
            2026-03-22T10:00:01Z ann credit o1 first one/cpc 10.00 EUR
            2026-03-22T10:00:01Z ann credit o1 last two/cpc 10.00 EUR
            2026-03-22T10:00:01Z ann credit o1 linear one/cpc 5.00 EUR
            2026-03-22T10:00:01Z ann credit o1 linear two/cpc 5.00 EUR
            2026-03-22T10:00:01Z ann credit o1 position one/cpc 5.00 EUR
            2026-03-22T10:00:01Z ann credit o1 position two/cpc 5.00 EUR
            2026-03-22T10:00:01Z ann credit o1 time-decay one/cpc 4.75 EUR
            2026-03-22T10:00:01Z ann credit o1 time-decay two/cpc 5.25 EUR
            2026-03-22T10:00:00Z ann refund order o1 4.00 EUR
            2026-03-22T10:00:01Z ann credit o1 first one/cpc -4.00 EUR
            2026-03-22T10:00:01Z ann credit o1 last two/cpc -4.00 EUR
            2026-03-22T10:00:01Z ann credit o1 linear one/cpc -2.00 EUR
            2026-03-22T10:00:01Z ann credit o1 linear two/cpc -2.00 EUR
            2026-03-22T10:00:01Z ann credit o1 position one/cpc -2.00 EUR
            2026-03-22T10:00:01Z ann credit o1 position two/cpc -2.00 EUR
            2026-03-22T10:00:01Z ann credit o1 time-decay one/cpc -1.90 EUR
            2026-03-22T10:00:01Z ann credit o1 time-decay two/cpc -2.10 EUR
            """);
  }

  @Test
  void c3RefundsThatWaitedTakeBackWhatThoseInTimeDo() {
    String parts =
        refund("2026-03-20T10:00:00Z", "ann", "o1", "0.01")
            + refund("2026-03-20T11:00:00Z", "ann", "o1", "33.33")
            + refund("2026-03-20T12:00:00Z", "ann", "o2", "5");
    assertThat(left(parts + SOLD))
        .isEqualTo(left(SOLD + refund("2026-03-25T10:00:00Z", "ann", "o1", "33.34")));
    String whole = "2026-03-20T13:00:00Z ann Order Refunded {\"order_id\": \"o1\"}\n";
    assertThat(refunds(parts + whole + SOLD))
        .isEqualTo("order o1 0.01 EUR\norder o1 33.33 EUR\norder o1 36.66 EUR\n");
    assertThat(refunds(refund("2026-03-20T10:00:00Z", "ann", "o1", "99") + SOLD))
        .isEqualTo("order o1 70.00 EUR\n");
  }

  @Test
  void c3ARefundWaitsNinetyDays() {
    assertThat(refunds(refund("2025-12-22T10:00:00Z", "ann", "o1", "7") + SOLD))
        .isEqualTo("order o1 7.00 EUR\n");
    assertThat(refunds(refund("2025-12-22T09:59:59.999Z", "ann", "o1", "7") + SOLD)).isEmpty();
  }

  @Test
  void c3OfMoreThanAHundredRefundsThatWaitTheOldestAreForgotten() {
    StringBuilder waiting = new StringBuilder();
    for (int i = 0; i <= 100; i++) {
      waiting.append(refund("2026-03-20T10:00:00Z", "ann", "o" + i, "1"));
    }
    assertThat(refunds(waiting + SOLD)).isEqualTo("order o1 1.00 EUR\n");
    assertThat(refunds(waiting + SOLD.replace("\"o1\"", "\"o0\""))).isEmpty();
  }
}
