package dev.throughline.channel.email;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What a server said: `550 5.1.1 No such user`.
///
/// @param code three digits
/// @param status the enhanced code (RFC 3463); empty where it gave none
record Reply(int code, String status, String text) {
  static final int MAX_TEXT = 500;
  private static final int MAX_CHAIN = 10;
  private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

  static Reply of(int code, @Nullable String text) {
    String line = oneLine(text);
    Matcher status = STATUS.matcher(line);
    return new Reply(code, status.find() ? status.group(1) : "", line);
  }

  /// The reply behind an error of the SMTP library; nothing where the server said none.
  static Optional<Reply> in(MessagingException error) {
    Exception at = error;
    for (int i = 0; i < MAX_CHAIN && at instanceof MessagingException failure; i++) {
      Reply reply = reply(failure);
      if (reply != null) {
        return reply.code() < 0 ? Optional.empty() : Optional.of(reply);
      }
      at = failure.getNextException();
    }
    return Optional.empty();
  }

  private static @Nullable Reply reply(MessagingException failure) {
    return switch (failure) {
      case SMTPAddressFailedException e -> of(e.getReturnCode(), e.getMessage());
      case SMTPSenderFailedException e -> of(e.getReturnCode(), e.getMessage());
      case SMTPSendFailedException e -> of(e.getReturnCode(), e.getMessage());
      default -> null;
    };
  }

  boolean isPermanent() {
    return code >= 500;
  }

  static String oneLine(@Nullable String text) {
    String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line;
  }
}
