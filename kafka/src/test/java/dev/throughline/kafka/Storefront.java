package dev.throughline.kafka;

import dev.throughline.codec.document.Source;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small shop's catalog and what its customers do.
final class Storefront {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  static final byte[] SECRET = new byte[32];

  private static final String CATALOG =
      """
      kind: workspace
      key: shop
      name: Shop
      consent: { marketing: { email: opt_out, sms: opt_out } }
      ---
      kind: segment
      key: buyers
      name: Buyers
      when: "count('Order Completed', 'P30D') >= 1"
      ---
      kind: template
      key: hello
      name: Hello
      channel: email
      subject: "Hello {{ profile.name | default: 'you' }}"
      text: "Welcome."
      ---
      kind: template
      key: nudge
      name: Nudge
      channel: sms
      body: "Still there?"
      ---
      kind: journey
      key: welcome
      name: Welcome
      purpose: marketing
      entry: { on: { event: Signed Up } }
      exits: { goal: { event: Order Completed } }
      steps:
        greet: { send: { template: hello, channel: email } }
        pause: { wait: { for: PT1H } }
        nudge: { send: { template: nudge, channel: sms } }
      """;

  private Storefront() {}

  static Command published() {
    return new Command.Publish(List.of(new Source("shop.yaml", CATALOG)));
  }

  static Command identified(String id, String user) {
    return identified(id, user, START);
  }

  static Command identified(String id, String user, Instant at) {
    Fields traits =
        new Fields(
            Map.of("email", Value.of(user + "@shop.example"), "phone", Value.of("+4915112345678")));
    return happened(id, Event.Type.IDENTIFY, "Identify", user, null, traits, at);
  }

  static Command did(String id, String user, String what) {
    return did(id, user, what, START);
  }

  static Command did(String id, String user, String what, Instant at) {
    return happened(id, Event.Type.TRACK, what, user, null, Fields.EMPTY, at);
  }

  /// Seen by a browser that may know whose it is.
  static Command visited(String id, @Nullable String user, String visitor, Instant at) {
    return happened(id, Event.Type.TRACK, "Viewed", user, visitor, Fields.EMPTY, at);
  }

  private static Command happened(
      String id,
      Event.Type type,
      String name,
      @Nullable String user,
      @Nullable String visitor,
      Fields traits,
      Instant at) {
    return new Command.Happened(
        new Event(
            id,
            type,
            name,
            user,
            visitor,
            null,
            null,
            Fields.EMPTY,
            traits,
            Fields.EMPTY,
            at,
            at,
            false));
  }
}
