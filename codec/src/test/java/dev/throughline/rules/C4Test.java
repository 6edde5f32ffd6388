package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.order;
import static dev.throughline.rules.Orders.refund;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/// C4: a touch that is learnt of late writes a new revision; the old stays.
class C4Test {
  private static String late(String visit, String receivedAt) {
    return visit.replace("\"messageId\"", "\"receivedAt\":\"" + receivedAt + "\",\"messageId\"");
  }

  private static final String SOLD =
      visit("2026-03-08T10:00:00Z", "ann", "two")
          + order("2026-03-10T10:00:00Z", "ann", "o1", "10.00");

  @Test
  void c4ALateTouchRestatesTheCreditAndLeavesTheOldRows() {
    Story story =
        Story.given(ORDER)
            .when(SOLD + late(visit("2026-03-01T10:00:00Z", "ann", "one"), "2026-03-20T10:00:00Z"));
    story.then(
        """
        2026-03-10T10:00:00Z ann credit o1 first two/cpc 10.00 EUR
        2026-03-10T10:00:00Z ann credit o1 last two/cpc 10.00 EUR
        2026-03-10T10:00:00Z ann credit o1 linear two/cpc 10.00 EUR
        2026-03-10T10:00:00Z ann credit o1 position two/cpc 10.00 EUR
        2026-03-10T10:00:00Z ann credit o1 time-decay two/cpc 10.00 EUR
        2026-03-20T10:00:00Z ann credit o1 first one/cpc 10.00 EUR
        2026-03-20T10:00:00Z ann credit o1 first two/cpc -10.00 EUR
        2026-03-20T10:00:00Z ann credit o1 linear one/cpc 5.00 EUR
        2026-03-20T10:00:00Z ann credit o1 linear two/cpc -5.00 EUR
        2026-03-20T10:00:00Z ann credit o1 position one/cpc 5.00 EUR
        2026-03-20T10:00:00Z ann credit o1 position two/cpc -5.00 EUR
        2026-03-20T10:00:00Z ann credit o1 time-decay one/cpc 3.33 EUR
        2026-03-20T10:00:00Z ann credit o1 time-decay two/cpc -3.33 EUR
        """,
        "credit");
    List<Integer> revisions =
        story.play().stream()
            .map(Fact::what)
            .filter(What.Credit.class::isInstance)
            .map(what -> ((What.Credit) what).revision())
            .distinct()
            .toList();
    assertThat(revisions).containsExactly(1, 2);
  }

  @Test
  void c4ATouchTooLateToHaveMatteredChangesNothing() {
    String late =
        late(visit("2026-03-10T10:00:01Z", "ann", "after"), "2026-03-20T10:00:00Z")
            + late(visit("2026-02-01T10:00:00Z", "ann", "before"), "2026-03-20T10:00:00Z");
    assertThat(Story.given(ORDER).when(SOLD + late).facts("credit"))
        .isEqualTo(Story.given(ORDER).when(SOLD).facts("credit"));
  }

  @Test
  void c4ARefundedOrderIsRestatedNetOfItsRefund() {
    assertThat(
            Story.given(ORDER)
                .when(
                    SOLD
                        + refund("2026-03-12T10:00:00Z", "ann", "o1", "4")
                        + late(visit("2026-03-01T10:00:00Z", "ann", "one"), "2026-03-20T10:00:00Z"))
                .facts("credit")
                .replaceAll("(?m)^2026-03-1.*\n", ""))
        .isEqualTo(
            """
            2026-03-20T10:00:00Z ann credit o1 first one/cpc 6.00 EUR
            2026-03-20T10:00:00Z ann credit o1 first two/cpc -6.00 EUR
            2026-03-20T10:00:00Z ann credit o1 linear one/cpc 3.00 EUR
            2026-03-20T10:00:00Z ann credit o1 linear two/cpc -3.00 EUR
            2026-03-20T10:00:00Z ann credit o1 position one/cpc 3.00 EUR
            2026-03-20T10:00:00Z ann credit o1 position two/cpc -3.00 EUR
            2026-03-20T10:00:00Z ann credit o1 time-decay one/cpc 2.00 EUR
            2026-03-20T10:00:00Z ann credit o1 time-decay two/cpc -2.00 EUR
            """);
  }

  @Test
  void c4ALateConversionIsCreditedToTheTouchesBeforeIt() {
    Story.given(ORDER)
        .when(
            visit("2026-03-08T10:00:00Z", "ann", "before")
                + visit("2026-03-11T10:00:00Z", "ann", "after")
                + "2026-03-10T10:00:00Z ann Order Completed {\"order_id\": \"o1\", \"total\": 10, \"currency\": \"EUR\"} received 2026-03-20T10:00:00Z")
        .then(
            """
            2026-03-10T10:00:00Z ann conversion order o1 10.00 EUR
            2026-03-20T10:00:00Z ann credit o1 first before/cpc 10.00 EUR
            2026-03-20T10:00:00Z ann credit o1 last before/cpc 10.00 EUR
            2026-03-20T10:00:00Z ann credit o1 linear before/cpc 10.00 EUR
            2026-03-20T10:00:00Z ann credit o1 position before/cpc 10.00 EUR
            2026-03-20T10:00:00Z ann credit o1 time-decay before/cpc 10.00 EUR
            """,
            "conversion",
            "credit");
  }
}
