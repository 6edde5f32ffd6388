package dev.throughline.bench;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Catalogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A catalog of the size that the budgets name: 20 journeys and 50 segments, live over the same
/// three events, with caps, quiet hours, holdouts and a conversion.
final class Shop {
  static final int JOURNEYS = 20;
  static final int SEGMENTS = 50;
  static final int TOPICS = 25;

  private static final String HOUSE =
      """
      kind: workspace
      zone: Europe/Berlin
      currency: EUR
      holdout: 2%
      consent: { marketing: { email: opt_out, push: opt_out } }
      ---
      kind: policy
      key: house-rules
      caps:
        - { purpose: marketing, max: 5, per: P7D, window: rolling }
        - { channel: email, max: 2, per: P1D, window: calendar }
      quiet_hours: [ { channels: [push], from: "21:00", to: "08:00", then: hold } ]
      over_cap: { then: hold, at_most: P2D }
      ---
      kind: conversion
      key: order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      ---
      kind: template
      key: hello
      channel: [email, push]
      title: "News"
      subject: "News for you, {{ profile.plan | default: 'friend' }}"
      html: "<p>Ordered in {{ profile.country | default: 'your country' }}</p>"
      text: "News"
      body: "News"
      """;

  /// Half of the segments age; the others look at traits and sums.
  private static final String[] SEGMENT_CONDITIONS = {
    "count('Product Viewed', 'P7D', event.properties.topic == 't%1$d') >= 3",
    "did('Order Completed', 'P90D') && !did('Order Completed', 'P%2$dD')",
    "sum('Order Completed', 'total', 'P%2$dD') > %3$d.0 && profile.country in ['DE', 'FR', 'US']",
    "profile.plan == 'pro' && profile.age > %4$d && count('Cart Updated', 'P30D') >= 2",
  };

  private Shop() {}

  /// Writes the catalog as a user would, and reads it back.
  static Catalog catalog() throws IOException {
    Path directory = Files.createTempDirectory("throughline-bench");
    Path file = directory.resolve("shop.yaml");
    try {
      Files.writeString(file, yaml());
      Catalogs.Reading reading = Catalogs.read(directory);
      return Catalog.of(
          reading
              .documents()
              .orElseThrow(() -> new IllegalStateException(reading.problems().toString())));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static String yaml() {
    StringBuilder yaml = new StringBuilder(HOUSE);
    for (int i = 0; i < SEGMENTS; i++) {
      String when =
          SEGMENT_CONDITIONS[i % SEGMENT_CONDITIONS.length].formatted(
              i % TOPICS, 10 + i, 50 * i, 18 + i);
      yaml.append("---\nkind: segment\nkey: segment-%d\nwhen: \"%s\"\n".formatted(i, when));
    }
    for (int i = 0; i < JOURNEYS; i++) {
      yaml.append("---\n").append(journey(i));
    }
    return yaml.toString();
  }

  private static String journey(int i) {
    return """
    kind: journey
    key: journey-%1$d
    priority: %2$d
    kpi: { conversion: order, window: P7D }
    holdout: 10%%
    entry:
      on: %3$s
      when: "profile.age > %4$d"
      unless: [ "in_segment('segment-%5$d')" ]
      again: { after: P30D }
    exits:
      goal: { event: Order Completed, where: "event.properties.total > %6$d.0" }
      time_limit: P14D
      max_messages: 3
    steps:
      cool-off: { wait: { for: PT%7$dH } }
      remind: { send: { template: hello, channel: [push, email] } }
      answer: { wait: { until: { event: Product Viewed, where: "event.properties.topic == 't%5$d'" }, at_most: P3D, on_timeout: again }, next: end }
      again: { send: { template: hello, channel: email } }
    """
        .formatted(i, i * 5, trigger(i), 20 + i, i, 20 + i * 10, 1 + i);
  }

  private static String trigger(int i) {
    return switch (i % 3) {
      case 0 -> "{ event: Cart Updated, where: \"event.properties.topic == 't%d'\" }".formatted(i);
      case 1 -> "{ segment: segment-%d, change: entered }".formatted(i);
      default ->
          "{ event: Product Viewed, where: \"event.properties.topic == 't%d'\" }".formatted(i);
    };
  }
}
