package dev.throughline.channel.email;

import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.email.ReturnedMail.Bounced;
import dev.throughline.channel.email.ReturnedMail.Complained;
import dev.throughline.channel.email.ReturnedMail.Nothing;
import jakarta.mail.internet.InternetHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells bounces (RFC 3464, and the forms from before it), complaints (RFC 5965) and automatic
/// replies (RFC 3834) from each other.
final class ReturnedMailReader {
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /// `not-spam` takes a complaint back, `auth-failure` and `dmarc` speak of forgeries.
  private static final Set<String> COMPLAINTS =
      Set.of("abuse", "fraud", "virus", "other", "opt-out");

  private static final Pattern CODE = Pattern.compile("\\b(5\\d\\d)[ -]");
  private static final Pattern STATUS = Pattern.compile("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b");
  private static final Pattern ADDRESS = Pattern.compile("<([^<>@\\s]{1,64}@[^<>\\s]{1,253})>");

  private final References references;

  ReturnedMailReader(References references) {
    this.references = references;
  }

  ReturnedMail read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return new Nothing("it is too large to be a report");
    }
    return switch (MailParts.read(bytes)) {
      case MailParts.Broken(String why) -> new Nothing("it cannot be read: " + why);
      case MailParts.Whole parts -> judge(parts);
    };
  }

  private ReturnedMail judge(MailParts.Whole parts) {
    Optional<String> sendKey = references.find(parts.everything());
    if (sendKey.isEmpty()) {
      return new Nothing("it names no message of ours");
    }
    if (parts.feedback() != null) {
      return complaint(sendKey.get(), parts.feedback());
    }
    if (parts.recipientReport() != null) {
      return report(sendKey.get(), parts.recipientReport(), parts.text());
    }
    if (AutoReply.is(parts.headers())) {
      return new Nothing("it is an automatic reply");
    }
    return parts.isFromMailSystem()
        ? oldBounce(sendKey.get(), parts)
        : new Nothing("somebody wrote it");
  }

  private static ReturnedMail complaint(String sendKey, InternetHeaders feedback) {
    String kind = field(feedback, "Feedback-Type").toLowerCase(Locale.ROOT);
    if (!COMPLAINTS.contains(kind)) {
      return new Nothing("it is feedback of another kind: " + kind);
    }
    return new Complained(sendKey, address(field(feedback, "Original-Rcpt-To")), kind);
  }

  private static ReturnedMail report(String sendKey, InternetHeaders recipient, String text) {
    String action = field(recipient, "Action").toLowerCase(Locale.ROOT);
    if (!action.startsWith("failed")) {
      return new Nothing("it reports no failure: " + action);
    }
    String original = address(field(recipient, "Original-Recipient"));
    String address = original.isEmpty() ? address(field(recipient, "Final-Recipient")) : original;
    String diagnostic = field(recipient, "Diagnostic-Code");
    String detail = diagnostic.isEmpty() ? text : diagnostic;
    return bounced(sendKey, address, status(field(recipient, "Status"), diagnostic), detail);
  }

  /// The code that says more: gateways write 5.0.0 beside a diagnostic that knows better.
  private static String status(String said, String diagnostic) {
    Matcher in = STATUS.matcher(said);
    String status = in.find() ? in.group(1) : "";
    Matcher better = STATUS.matcher(diagnostic);
    boolean vague = status.isEmpty() || status.endsWith(".0.0");
    return vague && better.find() ? better.group(1) : status;
  }

  /// A bounce in words alone.
  private static ReturnedMail oldBounce(String sendKey, MailParts.Whole parts) {
    String text = parts.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("has been delayed")
        || lower.contains("will be retried")
        || lower.contains("warning message only")
        || lower.contains("still being retried")) {
      return new Nothing("it reports a delay");
    }
    String named = parts.header("X-Failed-Recipients");
    Matcher in = ADDRESS.matcher(text);
    String address = !named.isEmpty() ? named.strip() : in.find() ? in.group(1) : "";
    return bounced(sendKey, address, status("", text), text);
  }

  private static ReturnedMail bounced(
      String sendKey, String address, String status, String detail) {
    Matcher code = CODE.matcher(detail);
    int said = code.find() ? Integer.parseInt(code.group(1)) : 0;
    boolean hard = Fault.of(said, status, detail, true) == Reason.BAD_ADDRESS;
    return new Bounced(sendKey, address, hard, status, Reply.oneLine(detail));
  }

  private static String address(String field) {
    String address = field.substring(field.indexOf(';') + 1).strip();
    return address.startsWith("<") && address.endsWith(">")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private static String field(InternetHeaders headers, String name) {
    String value = headers.getHeader(name, ",");
    return value == null ? "" : value.strip();
  }
}
