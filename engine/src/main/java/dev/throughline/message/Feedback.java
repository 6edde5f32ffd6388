package dev.throughline.message;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a channel says of a message, under Segment's own event names. The event carries
/// `properties.campaign_id` (the journey) and `properties.step`.
public record Feedback(String channel, Kind kind) {

  /// How a message fared, in the words of the facts.
  public enum Kind {
    DELIVERED("delivered"),
    OPENED("opened"),
    CLICKED("clicked"),
    REPLIED("replied"),
    BOUNCED("bounced"),
    COMPLAINED("complained"),
    UNSUBSCRIBED("unsubscribed"),
    FAILED("failed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// Whether it settles that the message did not or did arrive.
    public boolean isDelivery() {
      return this == DELIVERED || this == BOUNCED || this == FAILED;
    }
  }

  public static final String UNSUBSCRIBED = "Unsubscribed";

  private static final Map<String, Feedback> BY_EVENT =
      Map.ofEntries(
          Map.entry("Email Delivered", new Feedback(Channels.EMAIL, Kind.DELIVERED)),
          Map.entry("Email Opened", new Feedback(Channels.EMAIL, Kind.OPENED)),
          Map.entry("Email Link Clicked", new Feedback(Channels.EMAIL, Kind.CLICKED)),
          Map.entry("Email Bounced", new Feedback(Channels.EMAIL, Kind.BOUNCED)),
          Map.entry("Email Marked as Spam", new Feedback(Channels.EMAIL, Kind.COMPLAINED)),
          Map.entry("Email Replied", new Feedback(Channels.EMAIL, Kind.REPLIED)),
          Map.entry("Email Failed", new Feedback(Channels.EMAIL, Kind.FAILED)),
          Map.entry("SMS Delivered", new Feedback(Channels.SMS, Kind.DELIVERED)),
          Map.entry("SMS Link Clicked", new Feedback(Channels.SMS, Kind.CLICKED)),
          Map.entry("SMS Replied", new Feedback(Channels.SMS, Kind.REPLIED)),
          Map.entry("SMS Bounced", new Feedback(Channels.SMS, Kind.BOUNCED)),
          Map.entry("SMS Failed", new Feedback(Channels.SMS, Kind.FAILED)),
          Map.entry("Push Notification Delivered", new Feedback(Channels.PUSH, Kind.DELIVERED)),
          Map.entry("Push Notification Received", new Feedback(Channels.PUSH, Kind.DELIVERED)),
          Map.entry("Push Notification Tapped", new Feedback(Channels.PUSH, Kind.CLICKED)),
          Map.entry("Push Notification Bounced", new Feedback(Channels.PUSH, Kind.BOUNCED)),
          Map.entry("Push Notification Failed", new Feedback(Channels.PUSH, Kind.FAILED)),
          Map.entry(
              "Web Push Notification Delivered", new Feedback(Channels.WEB_PUSH, Kind.DELIVERED)),
          Map.entry("Web Push Notification Clicked", new Feedback(Channels.WEB_PUSH, Kind.CLICKED)),
          Map.entry("Web Push Notification Bounced", new Feedback(Channels.WEB_PUSH, Kind.BOUNCED)),
          Map.entry("Web Push Notification Failed", new Feedback(Channels.WEB_PUSH, Kind.FAILED)),
          Map.entry("In-App Message Delivered", new Feedback(Channels.IN_APP, Kind.DELIVERED)),
          Map.entry("In-App Message Failed", new Feedback(Channels.IN_APP, Kind.FAILED)),
          Map.entry("In-App Message Opened", new Feedback(Channels.IN_APP, Kind.OPENED)),
          Map.entry("In-App Message Clicked", new Feedback(Channels.IN_APP, Kind.CLICKED)),
          Map.entry("Web Message Delivered", new Feedback(Channels.WEB, Kind.DELIVERED)),
          Map.entry("Web Message Failed", new Feedback(Channels.WEB, Kind.FAILED)),
          Map.entry("Web Message Opened", new Feedback(Channels.WEB, Kind.OPENED)),
          Map.entry("Web Message Clicked", new Feedback(Channels.WEB, Kind.CLICKED)));

  /// The feedback that an event of this name is, on the channel its name says. `Unsubscribed` names
  /// its channel in its properties and is not in this table.
  public static Optional<Feedback> of(String event) {
    return Optional.ofNullable(BY_EVENT.get(event));
  }

  /// The event by which a channel says that a send did not arrive; a channel that knows no bounces
  /// says that it failed.
  public static String eventOf(String channel, Kind kind) {
    return named(channel, kind)
        .or(() -> named(channel, Kind.FAILED))
        .orElseThrow(() ->
            new IllegalStateException("Nothing says that %s %s".formatted(channel, kind.word())));
  }

  /// The event by which a channel says this; empty where it has no word for it.
  public static Optional<String> named(String channel, Kind kind) {
    Feedback asked = new Feedback(channel, kind);
    return new TreeMap<>(BY_EVENT)
        .entrySet().stream()
            .filter(entry -> entry.getValue().equals(asked))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /// The event by which a channel reports a delivery.
  public static String deliveredOn(String channel) {
    return switch (channel) {
      case Channels.EMAIL -> "Email Delivered";
      case Channels.SMS -> "SMS Delivered";
      case Channels.PUSH -> "Push Notification Delivered";
      case Channels.WEB_PUSH -> "Web Push Notification Delivered";
      case Channels.IN_APP -> "In-App Message Delivered";
      case Channels.WEB -> "Web Message Delivered";
      case String other -> throw new IllegalStateException("No such channel: " + other);
    };
  }

  /// Whether a bounce is soft: worth another try, so the address stays good.
  public static boolean isSoftBounce(@Nullable String type) {
    return type != null && (type.equalsIgnoreCase("soft") || type.equalsIgnoreCase("temporary"));
  }
}
