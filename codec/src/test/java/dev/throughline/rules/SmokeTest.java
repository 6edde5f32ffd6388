package dev.throughline.rules;

import dev.throughline.story.Story;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void cartRecovery() {
    System.out.println(
        Story.given(
                """
                kind: segment
                key: fresh
                name: Fresh
                when: "count('Cart Updated', 'P2D') >= 2"
                ---
                kind: conversion
                key: order
                name: Order
                on: { event: Order Completed }
                value: "event.properties.total"
                currency: "'EUR'"
                id: "event.properties.order_id"
                refund: { event: Order Refunded, id: "event.properties.order_id", value: "event.properties.refund" }
                ---
                kind: journey
                key: cart
                name: Cart
                purpose: marketing
                priority: 60
                entry:
                  on: { event: Cart Updated, where: "event.properties.value > 20.0" }
                  again: { after: P1D }
                exits:
                  goal: { event: Order Completed }
                  time_limit: P14D
                steps:
                  cool: { wait: { for: PT1H } }
                  remind: { send: { template: hello, channel: email } }
                  opened: { wait: { until: { event: Email Opened, message: remind }, at_most: PT24H, on_timeout: again } }
                  tier: { branch: [ { when: "in_segment('fresh')", next: again }, { else: true, next: end } ] }
                  again: { send: { template: hello, channel: [push, email] } }
                """)
            .when(
                """
                2026-03-01T08:00:00Z ann identify {"email": "ann@shop.example", "plan": "pro"}
                2026-03-01T09:00:00Z ann Cart Updated {"value": 30.0}
                2026-03-01T09:05:00Z ann Cart Updated {"value": 10}
                2026-03-01T11:00:00Z ann Email Opened {"campaign_id": "cart", "step": "remind"}
                2026-03-02T11:00:00Z ann Order Completed {"total": 10.01, "order_id": "o1"}
                2026-03-03T11:00:00Z ann Order Refunded {"refund": 5, "order_id": "o1"}
                2026-03-05T09:00:00Z ann Cart Updated {"value": 30.0}
                2026-03-19T09:00:00Z ann Order Completed {"total": 99, "order_id": "o2"}
                """)
            .facts());
  }
}
