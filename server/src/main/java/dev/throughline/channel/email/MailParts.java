package dev.throughline.channel.email;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/// The parts of a mail that matter for what it reports.
sealed interface MailParts {
  /// @param feedback the fields of a complaint; null where it is none
  /// @param recipientReport the report on the first recipient; null where it is none
  /// @param text what it says to a person
  /// @param everything all headers and texts, to search for a reference
  record Whole(
      InternetHeaders headers,
      @Nullable InternetHeaders feedback,
      @Nullable InternetHeaders recipientReport,
      String text,
      String everything)
      implements MailParts {

    String header(String name) {
      String[] values = headers.getHeader(name);
      return values == null ? "" : values[0];
    }

    /// Bounces have no sender, so that nobody bounces a bounce.
    boolean isFromMailSystem() {
      String from = header("From").toLowerCase(Locale.ROOT);
      return header("Return-Path").strip().equals("<>")
          || from.contains("mailer-daemon")
          || from.contains("postmaster");
    }
  }

  record Broken(String why) implements MailParts {}

  static MailParts read(byte[] bytes) {
    try {
      MimeMessage mail =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
      Gathering gathering = new Gathering();
      InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(bytes), true);
      gathering.lines(headers);
      gathering.add(mail, 0);
      return new Whole(
          headers,
          gathering.feedback,
          gathering.report,
          gathering.text.toString(),
          gathering.everything.toString());
    } catch (MessagingException | IOException e) {
      return new Broken(String.valueOf(e.getMessage()));
    }
  }

  /// A header as people read it.
  static String decoded(String header) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(header));
    } catch (UnsupportedEncodingException e) {
      return header;
    }
  }

  /// A walk through the parts, which are few and not deep in any report that is one.
  final class Gathering {
    private static final int MAX_PARTS = 50;
    private static final int MAX_NESTING = 5;
    private static final int MAX_PART_BYTES = 256 * 1024;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder everything = new StringBuilder();
    private @Nullable InternetHeaders feedback;
    private @Nullable InternetHeaders report;
    private int parts;

    private Gathering() {}

    private void add(Part part, int nesting) throws MessagingException, IOException {
      if (++parts > MAX_PARTS || nesting > MAX_NESTING) {
        return;
      }
      if (part.isMimeType("multipart/*")) {
        MimeMultipart inner =
            new MimeMultipart(
                new ByteArrayDataSource(content(part, Integer.MAX_VALUE), part.getContentType()));
        for (int i = 0; i < inner.getCount(); i++) {
          BodyPart next = inner.getBodyPart(i);
          add(next, nesting + 1);
        }
        return;
      }
      byte[] content = content(part, MAX_PART_BYTES);
      String words = new String(content, StandardCharsets.UTF_8);
      everything.append(words).append('\n');
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        DeliveryStatus status = new DeliveryStatus(new ByteArrayInputStream(content));
        if (report == null && status.getRecipientDSNCount() > 0) {
          report = status.getRecipientDSN(0);
        }
      } else if (part.isMimeType("message/feedback-report")) {
        feedback = new InternetHeaders(new ByteArrayInputStream(content), true);
      } else if (part.isMimeType("text/plain") && nesting <= 2) {
        text.append(words).append('\n');
      }
    }

    private void lines(InternetHeaders headers) {
      headers
          .getAllHeaderLines()
          .asIterator()
          .forEachRemaining(line -> everything.append(line).append('\n'));
    }

    private static byte[] content(Part part, int most) throws MessagingException, IOException {
      try (InputStream in = part.getInputStream()) {
        return in.readNBytes(most);
      }
    }
  }
}
