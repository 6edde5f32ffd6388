package dev.throughline.channel.email;

import dev.throughline.channel.Delivery.Reason;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a refusal for good says of the address, by enhanced status code (RFC 3463) and, where that
/// says little, by the words that the large providers use.
final class Fault {
  /// No such user or domain; moved without an address; disabled; refuses all mail (null MX).
  private static final Set<String> NOBODY =
      Set.of("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1", "5.4.4");

  private static final Set<String> TOO_LARGE = Set.of("5.2.3", "5.3.4");

  /// Codes that servers give for anything.
  private static final Set<String> VAGUE = Set.of("", "5.0.0", "5.3.0", "5.4.1", "5.5.0", "5.5.1");

  private static final Pattern NOBODY_WORDS =
      Pattern.compile(
          "user unknown|unknown user|no such (user|mailbox|recipient|address|account)"
              + "|(user|recipient|mailbox|account|address)( name)? (is )?"
              + "(unknown|not (found|known|exist)|does( not|n't) exist)"
              + "|does( not|n't) (exist|have an? .{0,30}(account|mailbox))|invalid (recipient|mailbox)"
              + "|mailbox (unavailable|not available|disabled)|account (has been )?(disabled|closed)"
              + "|unrouteable address|recipient address rejected: access denied"
              + "|host or domain name not found|domain (name )?(not found|does not exist)"
              + "|not our customer|no longer (valid|in use|available)|nullmx|null mx");
  private static final Pattern FULL_WORDS =
      Pattern.compile(
          "(mailbox|quota|storage|inbox).{0,30}(full|exceed)|over ?quota|out of storage");
  private static final Pattern POLICY_WORDS =
      Pattern.compile(
          "spam|block(ed|list)|black ?list|reputation|policy|dmarc|dkim|\\bspf\\b|rbl|denied by"
              + "|virus|content rejected|unsolicited|authenticat|relay");

  private Fault() {}

  /// @param aboutRecipient whether the server said it of this address, and not of the whole message
  static Reason of(int code, String status, String text, boolean aboutRecipient) {
    String words = text.toLowerCase(Locale.ROOT);
    if (FULL_WORDS.matcher(words).find() || status.equals("5.2.2")) {
      return Reason.MAILBOX;
    }
    if (status.startsWith("5.7.") || TOO_LARGE.contains(status)) {
      return Reason.REFUSED;
    }
    if (NOBODY.contains(status)) {
      return Reason.BAD_ADDRESS;
    }
    if (!VAGUE.contains(status)) {
      return status.startsWith("5.2.") || status.startsWith("4.") ? Reason.MAILBOX : Reason.REFUSED;
    }
    if (NOBODY_WORDS.matcher(words).find()) {
      return Reason.BAD_ADDRESS;
    }
    if (POLICY_WORDS.matcher(words).find() || !aboutRecipient) {
      return Reason.REFUSED;
    }
    // No answer from the other side, whose name is known.
    if (status.equals("5.4.1")) {
      return Reason.MAILBOX;
    }
    return switch (code) {
      case 550, 551, 553 -> Reason.BAD_ADDRESS;
      case 552 -> Reason.MAILBOX;
      default -> Reason.REFUSED;
    };
  }
}
