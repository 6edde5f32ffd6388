package dev.throughline.condition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which events of a channel show that a message was noticed: what `engaged(channel, window)`
/// counts.
public final class Engagement {
  private static final SortedMap<String, List<String>> EVENTS =
      new TreeMap<>(
          Map.of(
              "email", List.of("Email Link Clicked", "Email Opened"),
              "sms", List.of("SMS Link Clicked", "SMS Replied"),
              "push", List.of("Push Notification Tapped"),
              "web_push", List.of("Web Push Notification Clicked"),
              "in_app", List.of("In-App Message Clicked", "In-App Message Opened"),
              "web", List.of("Web Message Clicked")));

  private Engagement() {}

  /// The channels that engagement is known of, sorted.
  public static List<String> channels() {
    return List.copyOf(EVENTS.keySet());
  }

  /// What to count for a channel; empty for a channel that does not exist. The key starts with a
  /// bar, as no key of an event does.
  public static Optional<Metric> on(String channel) {
    return Optional.ofNullable(EVENTS.get(channel))
        .map(events -> new Metric("|engaged:" + channel, events, null, null));
  }
}
