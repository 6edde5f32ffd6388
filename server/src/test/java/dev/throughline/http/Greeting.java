package dev.throughline.http;

/// The smallest catalog that sends something: whoever signs up is greeted.
final class Greeting {
  private Greeting() {}

  /// To be greeted one need not have agreed.
  ///
  /// @param template the fields of the greeting
  static String unasked(String channel, String template) {
    return by(channel, "consent: { marketing: { %s: opt_out } }".formatted(channel), template);
  }

  /// @param workspace what the workspace rules
  static String by(String channel, String workspace, String template) {
    return """
    kind: workspace
    key: shop
    %2$s
    ---
    kind: template
    key: hello
    channel: %1$s
    %3$s
    ---
    kind: conversion
    key: order
    on: { event: Order Completed }
    value: "event.properties.total"
    currency: "event.properties.currency"
    id: "event.properties.order_id"
    lookback: P30D
    ---
    kind: journey
    key: greeting
    owner: shop@shop.example
    purpose: marketing
    kpi: { conversion: order, window: P7D }
    holdout: none
    entry: { on: { event: Signed Up }, again: always }
    exits: { goal: none, disqualified: none, superseded: none, time_limit: none }
    steps:
      greet: { send: { template: hello, channel: %1$s } }
    """
        .formatted(channel, workspace.strip(), template.strip());
  }
}
