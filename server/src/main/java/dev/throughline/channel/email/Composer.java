package dev.throughline.channel.email;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/// Makes a rendered message into a mail: parts, headers, signature.
final class Composer {
  /// With its header's name a subject of this length fits one line (RFC 5322 allows 998).
  static final int MAX_SUBJECT_CHARS = 900;

  /// Most servers take 10 MB and more; a mail of this size without attachments is a mistake.
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private final EmailSettings settings;
  private final Links links;
  private final References references;
  private final Session session = Session.getInstance(new Properties());

  Composer(EmailSettings settings, Links links, References references) {
    this.settings = settings;
    this.links = links;
    this.references = references;
  }

  /// A mail, or why there will never be one.
  sealed interface Composed {
    record Ready(Mail mail) implements Composed {}

    record Refused(Delivery.Failed failed) implements Composed {}
  }

  Composed compose(Outgoing message) {
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
    byte[] bytes = bytes(message, recipient.get(), subject, body.get());
    return bytes.length > MAX_BYTES
        ? refused(Reason.UNSENDABLE, "the mail is larger than %d bytes".formatted(MAX_BYTES))
        : new Composed.Ready(new Mail(sender(message), recipient.get().address(), bytes));
  }

  private static Composed refused(Reason reason, String detail) {
    return new Composed.Refused(new Delivery.Failed(reason, detail));
  }

  private String sender(Outgoing message) {
    Mailbox path = settings.returnPath();
    return path == null
        ? settings.from().address()
        : references.returnPath(message.sendKey(), path);
  }

  private byte[] bytes(Outgoing message, Mailbox recipient, String subject, MailBody body) {
    try {
      String id = references.messageId(message.sendKey(), settings.from().domain());
      MimeMessage mail = new Mail.Draft(session, id);
      mail.setFrom(settings.from().internetAddress());
      if (settings.replyTo() != null) {
        mail.setReplyTo(new Address[] {settings.replyTo().internetAddress()});
      }
      mail.setRecipient(RecipientType.TO, recipient.internetAddress());
      mail.setSubject(subject, "UTF-8");
      mail.setSentDate(Date.from(message.decidedAt()));
      if (!message.isTransactional()) {
        mail.setHeader("List-Unsubscribe", "<" + links.unsubscribe(message) + ">");
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      }
      if (body.html() == null) {
        mail.setText(body.text(), "UTF-8");
      } else {
        mail.setContent(alternatives(body.text(), body.html()));
      }
      mail.saveChanges();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      signed(mail).writeTo(bytes);
      return bytes.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(
          "Message %s cannot be written".formatted(message.sendKey()), e);
    }
  }

  private static MimeMultipart alternatives(String text, String html) throws MessagingException {
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8");
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, "UTF-8", "html");
    return new MimeMultipart("alternative", plain, rich);
  }

  private MimeMessage signed(MimeMessage mail) throws MessagingException {
    EmailSettings.Dkim dkim = settings.dkim();
    if (dkim == null) {
      return mail;
    }
    // One for each mail: a signer has state of its own while it signs.
    DkimSigner signer = new DkimSigner(dkim.domain(), dkim.selector(), dkim.key());
    signer.setHeaderCanonicalization(Canonicalization.RELAXED);
    signer.setBodyCanonicalization(Canonicalization.RELAXED);
    signer.addHeaderToSign("List-Unsubscribe-Post");
    // It would ask the DNS for our own key before every mail.
    signer.setCheckDomainKey(false);
    return new DkimMessage(mail, signer);
  }
}
