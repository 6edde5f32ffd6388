package dev.throughline.rules;

/// Journeys that are one send, and the house rules they run under.
final class OneSend {
  /// Ann can be reached on every channel and lives by UTC.
  static final String ANN =
      """
      2026-03-01T00:00:00Z ann identify {"email": "ann@shop.example", "phone": "+491701234567", "timezone": "UTC"}
      """;

  private OneSend() {}

  /// A journey that sends `hello` on `channels` whenever `event` happens; `more` are further lines
  /// of the document.
  static String journey(String key, String event, String channels, String... more) {
    return sending("{ template: hello, channel: %s }".formatted(channels), key, event, more);
  }

  static String sending(String send, String key, String event, String... more) {
    return """
    kind: journey
    key: %s
    name: Journey %s
    entry: { on: { event: %s }, again: always }
    %s
    steps:
      tell: { send: %s }
    ---
    """
        .formatted(key, key, event, String.join("\n", more), send);
  }

  /// The same after a wait, so that its send is still to come.
  static String later(String key, String event, String wait, String channels, String... more) {
    return """
    kind: journey
    key: %s
    name: Journey %s
    entry: { on: { event: %s }, again: always }
    %s
    steps:
      wait: { wait: { for: %s } }
      tell: { send: { template: hello, channel: %s } }
    ---
    """
        .formatted(key, key, event, String.join("\n", more), wait, channels);
  }

  /// A policy of these rules.
  static String policy(String... rules) {
    return """
    kind: policy
    key: house-rules
    name: House rules
    %s
    ---
    """
        .formatted(String.join("\n", rules));
  }

  static String broken(String key) {
    return """
    kind: template
    key: %s
    name: Needs a name
    channel: [email, sms]
    subject: "Hello {{ profile.first_name }}"
    text: Hello
    body: "Hello {{ profile.first_name }}"
    ---
    """
        .formatted(key);
  }
}
