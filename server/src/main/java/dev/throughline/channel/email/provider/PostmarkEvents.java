package dev.throughline.channel.email.provider;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Postmark's webhooks: one record each.
public final class PostmarkEvents {
  private PostmarkEvents() {}

  /// Nothing where the body is no object.
  ///
  /// @param now the time of records that say none
  public static Optional<Report> read(byte[] body, Instant now) {
    return Calls.json(body).orElse(Value.of(false)) instanceof Fields event
        ? Optional.of(report(event, now))
        : Optional.empty();
  }

  private static Report report(Fields event, Instant now) {
    Meaning meaning = meaning(event);
    if (meaning == null) {
      return new Report.Nothing(
          "it is '%s'".formatted((event.text("RecordType") + " " + event.text("Type")).strip()));
    }
    String sendKey =
        event.get("Metadata") instanceof Fields metadata ? metadata.text(MailApi.SEND_KEY) : "";
    return Calls.report(sendKey, meaning, mark(event, meaning), at(event, now), event);
  }

  /// Only bounces have a number of their own. A hard bounce or a complaint happens to a mail once,
  /// and comes in two forms where both webhooks are set up.
  private static String mark(Fields event, Meaning meaning) {
    return switch (meaning.event()) {
      case "Email Opened" -> event.text("ReceivedAt");
      case "Email Link Clicked" -> event.text("ReceivedAt") + " " + event.text("OriginalLink");
      case "Email Bounced" ->
          Value.of("hard").equals(meaning.properties().get("bounce_type"))
              ? "hard"
              : Answer.shown(event.get("ID"));
      case String other -> event.text("ChangedAt");
    };
  }

  /// Null where it is nothing that we act on.
  private static @Nullable Meaning meaning(Fields event) {
    return switch (event.text("RecordType")) {
      case "Delivery" -> Meaning.delivered();
      case "Open" -> Meaning.opened();
      case "Click" -> Meaning.clicked(event.text("OriginalLink"));
      case "Bounce" -> bounce(event);
      case "SpamComplaint" -> Meaning.complained("SpamComplaint");
      case "SubscriptionChange" ->
          event.get("SuppressSending").equals(Value.of(true))
              ? suppressed(event.text("SuppressionReason"))
              : null;
      case String other -> null;
    };
  }

  private static @Nullable Meaning bounce(Fields event) {
    String type = event.text("Type");
    String reason = type + ": " + event.text("Details");
    return switch (type) {
      case "HardBounce", "BadEmailAddress" -> Meaning.bounced(true, reason);
      case "SpamComplaint" -> Meaning.complained(type);
      case "Unsubscribe" -> Meaning.unsubscribed();
      case "ManuallyDeactivated", "Unconfirmed", "SMTPApiError", "TemplateRenderingFailed" ->
          Meaning.failed(reason);
      // Postmark goes on trying, or somebody's program answered.
      case "Transient",
          "AutoResponder",
          "AddressChange",
          "ChallengeVerification",
          "OpenRelayTest",
          "Subscribe" ->
          null;
      case String other -> Meaning.bounced(false, reason);
    };
  }

  private static Meaning suppressed(String reason) {
    return switch (reason) {
      case "HardBounce" -> Meaning.bounced(true, reason);
      case "SpamComplaint" -> Meaning.complained(reason);
      case String other -> Meaning.unsubscribed();
    };
  }

  private static Instant at(Fields event, Instant now) {
    for (String name : new String[] {"DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"}) {
      try {
        if (!event.text(name).isEmpty()) {
          return OffsetDateTime.parse(event.text(name)).toInstant();
        }
      } catch (DateTimeException e) {
        return now;
      }
    }
    return now;
  }
}
