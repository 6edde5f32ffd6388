package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.refund;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// I2: touches and conversions of two people who turn out to be one.
class I2CreditTest {
  @Test
  void i2CreditIsRestatedOverTheTouchesOfBoth() {
    Story.given(ORDER)
        .when(
            visit("2026-03-02T10:00:00Z", "~a1", "ads")
                + visit("2026-03-03T10:00:00Z", "ann", "mail")
                + """
                2026-03-04T10:00:00Z ann Order Completed {"order_id": "o1", "total": 10, "currency": "EUR"}
                2026-03-05T10:00:00Z ~a1+ann identify {}
                """)
        .then(
            """
            2026-03-04T10:00:00Z ann conversion order o1 10.00 EUR
            2026-03-04T10:00:00Z ann credit o1 first mail/cpc 10.00 EUR
            2026-03-04T10:00:00Z ann credit o1 last mail/cpc 10.00 EUR
            2026-03-04T10:00:00Z ann credit o1 linear mail/cpc 10.00 EUR
            2026-03-04T10:00:00Z ann credit o1 position mail/cpc 10.00 EUR
            2026-03-04T10:00:00Z ann credit o1 time-decay mail/cpc 10.00 EUR
            2026-03-05T10:00:00Z ann customer.merged a1
            2026-03-05T10:00:00Z ann credit o1 first ads/cpc 10.00 EUR
            2026-03-05T10:00:00Z ann credit o1 first mail/cpc -10.00 EUR
            2026-03-05T10:00:00Z ann credit o1 linear ads/cpc 5.00 EUR
            2026-03-05T10:00:00Z ann credit o1 linear mail/cpc -5.00 EUR
            2026-03-05T10:00:00Z ann credit o1 position ads/cpc 5.00 EUR
            2026-03-05T10:00:00Z ann credit o1 position mail/cpc -5.00 EUR
            2026-03-05T10:00:00Z ann credit o1 time-decay ads/cpc 4.75 EUR
            2026-03-05T10:00:00Z ann credit o1 time-decay mail/cpc -4.75 EUR
            """);
  }

  private static final String SOLD =
      visit("2026-03-02T10:00:00Z", "~a1", "ads")
          + visit("2026-03-03T10:00:00Z", "ann", "mail")
          + "2026-03-04T10:00:00Z ~a1 Order Completed {\"order_id\": \"o1\", \"total\": 10, \"currency\": \"EUR\"}\n";

  @Test
  void i2ARefundFindsTheOrderThatTheOtherHalfHas() {
    String merge = "2026-03-06T10:00:00Z ~a1+ann identify {}\n";
    String refund = refund("2026-03-05T10:00:00Z", "ann", "o1", "4");
    String expected =
        """
        2026-03-06T10:00:00Z ann customer.merged a1
        2026-03-05T10:00:00Z ann refund order o1 4.00 EUR
        """;
    Story.given(ORDER).when(SOLD + refund + merge).then(expected, "customer.merged", "refund");
    Story.given(ORDER)
        .when(swapped(SOLD + refund) + merge)
        .then(expected, "customer.merged", "refund");
    for (Story story :
        List.of(
            Story.given(ORDER).when(SOLD + refund + merge),
            Story.given(ORDER).when(swapped(SOLD + refund) + merge))) {
      assertThat(credited(story, "linear")).isEqualByComparingTo("6");
      assertThat(credited(story, "first")).isEqualByComparingTo("6");
    }
  }

  /// What the other one did each did.
  private static String swapped(String events) {
    return events
        .replace("\"userId\":\"ann\"", "\"userId\":\"?\"")
        .replace("\"anonymousId\":\"a1\"", "\"userId\":\"ann\"")
        .replace("\"userId\":\"?\"", "\"anonymousId\":\"a1\"")
        .replace("Z ann ", "Z ? ")
        .replace("Z ~a1 ", "Z ann ")
        .replace("Z ? ", "Z ~a1 ");
  }

  private static BigDecimal credited(Story story, String model) {
    return story
        .facts("credit")
        .lines()
        .filter(line -> line.contains(" " + model + " "))
        .map(line -> new BigDecimal(line.split(" ", -1)[6]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void i2ARefundOfMoreThanTheOthersSmallerCopyOfTheOrderTakesTheRestOfTheOneThatStays() {
    String events =
        visit("2026-03-02T10:00:00Z", "~a1", "ads")
            + """
            2026-03-03T10:00:00Z ~a1 Order Completed {"order_id": "o1", "total": 99, "currency": "EUR"}
            2026-03-04T10:00:00Z ann Order Completed {"order_id": "o1", "total": 10, "currency": "EUR"}
            """
            + refund("2026-03-05T10:00:00Z", "ann", "o1", "50")
            + "2026-03-06T10:00:00Z ~a1+ann identify {}\n";
    Story story = Story.given(ORDER).when(events);
    assertThat(credited(story, "last")).isEqualByComparingTo("49");
    assertThat(story.person("ann")).contains("\"refunded\":50.00");
  }

  @Test
  void c4CreditOfACopyOfAnOrderIsTakenBackByANewRevision() {
    Story story =
        Story.given(ORDER)
            .when(
                visit("2026-03-02T10:00:00Z", "ann", "ads")
                    + order("2026-03-03T10:00:00Z", "~a1", "o1", "10")
                    + order("2026-03-04T10:00:00Z", "ann", "o1", "10")
                    + "2026-03-06T10:00:00Z ~a1+ann identify {}\n");
    assertThat(story.play())
        .extracting(Fact::what)
        .filteredOn(
            what -> what instanceof What.Credit credit && "duplicate".equals(credit.reason()))
        .isNotEmpty()
        .allSatisfy(what -> assertThat(((What.Credit) what).revision()).isEqualTo(2));
  }

  @Test
  void i2AnOrderThatBothReportedConvertsOnce() {
    Story.given(ORDER)
        .when(
            visit("2026-03-02T10:00:00Z", "~a1", "ads")
                + """
                2026-03-03T10:00:00Z ~a1 Order Completed {"order_id": "o1", "total": 10, "currency": "EUR"}
                2026-03-04T10:00:00Z ann Order Completed {"order_id": "o1", "total": 10, "currency": "EUR"}
                2026-03-05T10:00:00Z ~a1+ann identify {}
                2026-03-06T10:00:00Z ann Order Completed {"order_id": "o1", "total": 10, "currency": "EUR"}
                """)
        .then(
            """
            2026-03-03T10:00:00Z a1 conversion order o1 10.00 EUR
            2026-03-04T10:00:00Z ann conversion order o1 10.00 EUR
            2026-03-05T10:00:00Z ann refund order o1 10.00 EUR
            """,
            "conversion",
            "refund");
  }
}
