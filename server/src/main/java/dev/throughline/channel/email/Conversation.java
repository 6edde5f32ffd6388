package dev.throughline.channel.email;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One connection to the server, that knows how far the mail of the moment has come: what an error
/// means depends on it.
final class Conversation extends SMTPTransport {
  /// How far a mail has come.
  enum Stage {
    /// Sender and recipient are being told; nothing can have been delivered.
    ENVELOPE,
    /// The content is under way, its end not yet told; nothing can have been delivered.
    CONTENT,
    /// The end was told, or may have been: only the server's answer says what became of it.
    HANDED_OVER
  }

  private Stage stage = Stage.ENVELOPE;
  private int mails;

  Conversation(Session session) {
    super(session, null);
  }

  /// Hands one mail over; the server's words when it has taken it.
  String hand(Mail mail) throws MessagingException {
    stage = Stage.ENVELOPE;
    mails++;
    sendMessage(
        mail.inEnvelope(session), new Address[] {new InternetAddress(mail.recipient(), true)});
    return Reply.oneLine(getLastServerResponse());
  }

  Stage stage() {
    return stage;
  }

  int mails() {
    return mails;
  }

  /// Makes ready for another mail after one was refused.
  boolean resets() {
    try {
      return simpleCommand("RSET") == 250;
    } catch (MessagingException e) {
      return false;
    }
  }

  /// Ends it without caring for the answer: there is nobody to tell.
  void end() {
    try {
      close();
    } catch (MessagingException e) {
      // The connection was gone already.
    }
  }

  @Override
  protected OutputStream data() throws MessagingException {
    OutputStream content = super.data();
    stage = Stage.CONTENT;
    return content;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    stage = Stage.HANDED_OVER;
    super.finishData();
  }
}
