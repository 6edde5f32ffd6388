package dev.throughline.rules;

/// Orders and campaign visits, for stories about credit.
final class Orders {
  static final String ORDER =
      """
      kind: conversion
      key: order
      name: Order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      refund: { event: Order Refunded, id: "event.properties.order_id", value: "event.properties.refund" }
      """;

  private Orders() {}

  /// A page seen after a click on an ad of `source`; `who` as in a story's line.
  static String visit(String at, String who, String source) {
    return page(at, who, "\"campaign\":{\"source\":\"%s\",\"medium\":\"cpc\"}".formatted(source));
  }

  static String page(String at, String who, String context) {
    String id = who.startsWith("~") ? "anonymousId\":\"" + who.substring(1) : "userId\":\"" + who;
    return "{\"type\":\"page\",\"name\":\"Home\",\"%s\",\"timestamp\":\"%s\",\"messageId\":\"visit-%s-%s\",\"context\":{%s}}\n"
        .formatted(id, at, who, at, context);
  }

  static String order(String at, String who, String order, String total) {
    return "%s %s Order Completed {\"order_id\": \"%s\", \"total\": %s, \"currency\": \"EUR\"}\n"
        .formatted(at, who, order, total);
  }

  static String refund(String at, String who, String order, String amount) {
    return "%s %s Order Refunded {\"order_id\": \"%s\", \"refund\": %s}\n"
        .formatted(at, who, order, amount);
  }
}
