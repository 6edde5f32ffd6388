package dev.throughline.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/// A mail as it goes over the wire, and its envelope.
///
/// @param bytes RFC 5322, signed where a key is set up, in seven bits
@SuppressWarnings("ArrayRecordComponent")
record Mail(String sender, String recipient, byte[] bytes) {

  /// The form in which the SMTP library takes it.
  SMTPMessage inEnvelope(Session session) {
    SMTPMessage message = new Verbatim(session, bytes);
    message.setEnvelopeFrom(sender);
    return message;
  }

  /// What is signed must not be put in order again.
  private static final class Verbatim extends SMTPMessage {
    private final byte[] bytes;

    private Verbatim(Session session, byte[] bytes) {
      super(session);
      this.bytes = bytes;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException {
      out.write(bytes);
    }
  }

  /// A message whose id is given, and not made of chance on saving.
  static final class Draft extends MimeMessage {
    private final String id;

    Draft(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
