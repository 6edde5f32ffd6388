package dev.throughline.channel.email;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.SigningKeys;
import java.util.Optional;
import java.util.TreeMap;

/// Makes a rendered message into a mail, the same whoever takes it.
public final class Composer {
  /// With its header's name a subject of this length fits one line (RFC 5322 allows 998).
  static final int MAX_SUBJECT_CHARS = 900;

  /// Most servers take 10 MB and more; a mail of this size without attachments is a mistake.
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  private final EmailSettings settings;
  private final Links links;
  private final References references;

  public Composer(EmailSettings settings, Links links, SigningKeys keys) {
    this.settings = settings;
    this.links = links;
    this.references = new References(keys);
  }

  /// A mail, or why there will never be one.
  public sealed interface Composed {
    record Ready(Composition mail) implements Composed {}

    record Refused(Delivery.Failed failed) implements Composed {}
  }

  public Composed compose(Outgoing message) {
    Optional<Mailbox> recipient = Mailbox.parse(message.address());
    String subject = message.part("subject").orElse("").strip();
    if (recipient.isEmpty()) {
      return refused(Reason.BAD_ADDRESS, "the address is not one that mail can be sent to");
    }
    if (subject.isEmpty() || subject.length() > MAX_SUBJECT_CHARS) {
      return refused(
          Reason.UNSENDABLE, "a subject has 1 to %d characters".formatted(MAX_SUBJECT_CHARS));
    }
    if (subject.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      return refused(Reason.UNSENDABLE, "the subject has a line break in it");
    }
    Optional<MailBody> body = MailBody.of(message, settings.stationery(), links);
    if (body.isEmpty()) {
      return refused(Reason.UNSENDABLE, "the template has neither HTML nor text");
    }
    return new Composed.Ready(composition(message, recipient.get(), subject, body.get()));
  }

  /// What is said of a mail whose final form has more than `MAX_BYTES`.
  public static Delivery.Failed tooLarge() {
    return new Delivery.Failed(
        Reason.UNSENDABLE, "the mail is larger than %d bytes".formatted(MAX_BYTES));
  }

  private static Composed refused(Reason reason, String detail) {
    return new Composed.Refused(new Delivery.Failed(reason, detail));
  }

  private Composition composition(
      Outgoing message, Mailbox recipient, String subject, MailBody body) {
    TreeMap<String, String> headers = new TreeMap<>();
    if (!message.isTransactional()) {
      headers.put("List-Unsubscribe", "<" + links.unsubscribe(message) + ">");
      headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    return new Composition(
        message.sendKey(),
        references.messageId(message.sendKey(), settings.from().domain()),
        settings.from(),
        settings.replyTo(),
        recipient,
        subject,
        message.decidedAt(),
        message.isTransactional(),
        headers,
        body);
  }
}
