package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.visit;

import dev.throughline.story.Story;
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
