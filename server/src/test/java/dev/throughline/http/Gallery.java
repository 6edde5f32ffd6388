package dev.throughline.http;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// A small shop with something on every screen: messages that stay in the outbox, people who order,
/// are held out, capped and turned away.
final class Gallery implements AutoCloseable {
  static final String CATALOG =
      """
      kind: workspace
      key: gallery
      name: Gallery
      zone: Europe/Berlin
      currency: EUR
      locale: en
      consent: { marketing: { email: opt_out, sms: opt_out } }
      ---
      kind: segment
      key: buyers
      name: Buyers
      owner: crm@gallery.example
      tags: [ value ]
      when: "count('Order Completed', 'P30D') >= 1"
      ---
      kind: segment
      key: staff
      name: Staff
      when: "profile.email.endsWith('@gallery.example') || profile.role in ['clerk', 'guard']"
      ---
      kind: template
      key: hello
      name: Hello
      channel: email
      subject: "Hello {{ profile.name | default: 'you' }}"
      html: "<p>Hello, see <a href=\\"https://gallery.example/new\\">what is new</a>.</p>"
      text: "Hello, see https://gallery.example/new"
      ---
      kind: template
      key: nudge
      name: Nudge
      channel: sms
      body: "Still there, {{ profile.name }}?"
      ---
      kind: conversion
      key: order
      name: Order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      refund: { event: Order Refunded, id: "event.properties.order_id", value: "event.properties.refund" }
      lookback: P30D
      ---
      kind: policy
      key: house-rules
      name: House rules
      caps:
        - { purpose: marketing, max: 2, per: P7D, window: rolling }
        - { channel: sms, max: 1, per: P1D, window: calendar }
      quiet_hours: [ { channels: [sms], from: "21:00", to: "08:00", then: hold } ]
      suppress: [ { when: "in_segment('staff')", purpose: marketing, reason: staff, resume: hold } ]
      over_cap: { then: drop }
      attention: { max: 4, per: P7D }
      ---
      kind: journey
      key: welcome
      name: Welcome
      owner: crm@gallery.example
      tags: [ start ]
      purpose: marketing
      priority: 50
      kpi: { conversion: order, window: P7D }
      holdout: 50%
      entry:
        on: { event: Signed Up }
        when: "profile.country != 'XX'"
        unless: [ "in_segment('staff')" ]
      exits: { goal: { event: Order Completed }, disqualified: none, superseded: none, time_limit: P14D }
      steps:
        greet: { send: { template: hello, channel: email } }
        opened: { wait: { until: { event: Email Opened, message: greet }, at_most: PT2H, on_timeout: nudge } }
        nudge: { send: { template: nudge, channel: sms } }
        rest: { wait: { for: P3D } }
        again: { send: { template: hello, channel: email } }
      ---
      kind: journey
      key: called
      name: Called
      owner: crm@gallery.example
      purpose: transactional
      kpi: { conversion: order, window: P7D }
      holdout: none
      entry: { on: { api: true }, again: always }
      exits: { goal: none, disqualified: none, superseded: none, time_limit: none }
      steps:
        note: { send: { template: hello, channel: email } }
      """;

  static final int PEOPLE = 12;

  final Shop shop;
  private int number;

  private Gallery(Shop shop) {
    this.shop = shop;
  }

  static Gallery empty(Path data) {
    return new Gallery(Shop.open(data, Shop.configuration("outbox: { keep: [email, sms] }")));
  }

  static Gallery open(Path data) {
    Gallery gallery = empty(data);
    gallery.shop.publish(CATALOG);
    return gallery;
  }

  /// Twelve people sign up; some open, two order, one order is refunded, two days pass.
  static Gallery lived(Path data) {
    Gallery gallery = open(data);
    for (int i = 1; i <= PEOPLE; i++) {
      gallery.identify("p" + i, "Person " + i, "p%d@example.net".formatted(i));
      gallery.track("p" + i, "Signed Up", "{}");
    }
    gallery.identify("guard", "Gus Guard", "gus@gallery.example");
    gallery.track("guard", "Signed Up", "{}");
    gallery.pass(Duration.ofMinutes(30));
    gallery.track("p1", "Order Completed", order("o1", "100.50"));
    gallery.track("p2", "Order Completed", order("o2", "40"));
    gallery.track(
        "p2", "Order Refunded", "{\"order_id\":\"o2\",\"refund\":15,\"currency\":\"EUR\"}");
    gallery.pass(Duration.ofHours(3));
    gallery.pass(Duration.ofDays(1));
    gallery.kept();
    return gallery;
  }

  private static String order(String id, String total) {
    return "{\"order_id\":\"%s\",\"total\":%s,\"currency\":\"EUR\"}".formatted(id, total);
  }

  void identify(String user, String name, String email) {
    take(
        "/v1/identify",
        """
        {"userId":"%s","traits":{"name":"%s","email":"%s","phone":"+4915112345678","address":{"country":"DE"}},\
        "messageId":"m%d","timestamp":"%s"}
        """
            .formatted(user, name, email, ++number, now()));
  }

  void track(String user, String event, String properties) {
    take(
        "/v1/track",
        "{\"userId\":\"%s\",\"event\":\"%s\",\"properties\":%s,\"messageId\":\"m%d\",\"timestamp\":\"%s\"}"
            .formatted(user, event, properties, ++number, now()));
  }

  private void take(String path, String body) {
    assertThat(shop.post(path, body).statusCode()).isEqualTo(200);
  }

  Instant now() {
    return Instant.ofEpochMilli(shop.clock.get());
  }

  void pass(Duration span) {
    shop.settled();
    shop.clock.addAndGet(span.toMillis());
    shop.settled();
  }

  /// Waits until everything that was told is in the warehouse.
  void kept() {
    shop.settled();
    until(shop.server::isKept);
  }

  HttpResponse<String> answer(String method, String path, String body, String... headers) {
    var request =
        shop.request(path)
            .header("Authorization", "Bearer " + shop.adminKey)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return shop.send(request.build());
  }

  /// The answer, held to the contract.
  JsonNode get(String path) {
    HttpResponse<String> answer = answer("GET", path, "");
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(200);
    return Contract.held("GET", answer);
  }

  JsonNode post(String path, String body) {
    HttpResponse<String> answer = answer("POST", path, body);
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isLessThan(300);
    return Contract.held("POST", answer);
  }

  @Override
  public void close() {
    shop.close();
  }
}
