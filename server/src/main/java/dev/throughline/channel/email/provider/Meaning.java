package dev.throughline.channel.email.provider;

import dev.throughline.event.Value;
import java.util.Map;
import java.util.TreeMap;

/// An event of a provider in the words that all channels use.
///
/// @param event its name, such as `Email Bounced`
record Meaning(String event, Map<String, Value> properties) {
  static Meaning delivered() {
    return new Meaning("Email Delivered", Map.of());
  }

  static Meaning opened() {
    return new Meaning("Email Opened", Map.of());
  }

  static Meaning clicked(String url) {
    return new Meaning("Email Link Clicked", Map.of("link_url", Value.of(url)));
  }

  static Meaning bounced(boolean hard, String reason) {
    return because("Email Bounced", reason).with("bounce_type", hard ? "hard" : "soft");
  }

  static Meaning complained(String reason) {
    return because("Email Marked as Spam", reason);
  }

  static Meaning failed(String reason) {
    return because("Email Failed", reason);
  }

  static Meaning unsubscribed() {
    return new Meaning("Unsubscribed", Map.of());
  }

  private static Meaning because(String event, String reason) {
    return new Meaning(event, Map.of()).with("reason", Answer.oneLine(reason));
  }

  private Meaning with(String name, String text) {
    TreeMap<String, Value> more = new TreeMap<>(properties);
    more.put(name, Value.of(text));
    return new Meaning(event, more);
  }
}
