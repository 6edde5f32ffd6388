package dev.throughline.channel.email;

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
import java.util.Map;
import java.util.Properties;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/// Writes a mail as RFC 5322 has it: parts, headers, signature.
final class Mime {
  private final Provider.Smtp settings;
  private final References references;
  private final Session session = Session.getInstance(new Properties());

  Mime(Provider.Smtp settings, References references) {
    this.settings = settings;
    this.references = references;
  }

  Mail of(Composition composition) {
    return new Mail(sender(composition), composition.recipient().address(), bytes(composition));
  }

  private String sender(Composition composition) {
    Mailbox path = settings.returnPath();
    return path == null
        ? composition.from().address()
        : references.returnPath(composition.sendKey(), path);
  }

  private byte[] bytes(Composition composition) {
    try {
      MimeMessage mail = new Mail.Draft(session, composition.messageId());
      mail.setFrom(composition.from().internetAddress());
      if (composition.replyTo() != null) {
        mail.setReplyTo(new Address[] {composition.replyTo().internetAddress()});
      }
      mail.setRecipient(RecipientType.TO, composition.recipient().internetAddress());
      mail.setSubject(composition.subject(), "UTF-8");
      mail.setSentDate(Date.from(composition.date()));
      for (Map.Entry<String, String> header : composition.headers().entrySet()) {
        mail.setHeader(header.getKey(), header.getValue());
      }
      MailBody body = composition.body();
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
          "Message %s cannot be written".formatted(composition.sendKey()), e);
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
