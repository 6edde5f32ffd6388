package dev.throughline.channel.email;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.email.Conversation.Stage;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;

/// What an error on the way to the server means for the mail: whether to try again depends on what
/// the server had been told, and on what it said.
final class Judgement {
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private static final Duration MOST_WAIT = Duration.ofHours(1);

  /// What greylisting servers expect, where they do not say (RFC 6647).
  private static final Duration GREYLIST_WAIT = Duration.ofMinutes(5);

  private static final Pattern WAIT =
      Pattern.compile("(?:in|after|wait)\\D{0,20}(\\d{1,6})\\s*(second|sec|s\\b|minute|min|hour)");
  private static final Pattern GREYLISTED = Pattern.compile("gr[ea]y-?list|postgrey");

  private Judgement() {}

  /// Nothing was told the server: another try is safe.
  static Delivery connecting(MessagingException error) {
    return new Delivery.Retry(
        error instanceof AuthenticationFailedException
            ? "the server refused the login: " + Reply.oneLine(error.getMessage())
            : "no connection: " + Reply.oneLine(error.getMessage()),
        null);
  }

  static Delivery sending(Stage stage, MessagingException error) {
    Optional<Reply> reply = Reply.in(error);
    if (reply.isPresent()) {
      return answered(reply.get(), isAboutRecipient(error));
    }
    String why = Reply.oneLine(error.getMessage());
    return switch (stage) {
      case ENVELOPE, CONTENT ->
          new Delivery.Retry("the connection was lost before the end of the mail: " + why, null);
      case HANDED_OVER ->
          new Delivery.Unknown("the connection was lost before the server answered: " + why);
    };
  }

  private static Delivery answered(Reply reply, boolean aboutRecipient) {
    if (!reply.isPermanent()) {
      return new Delivery.Retry(reply.text(), wait(reply));
    }
    return switch (reply.code()) {
      // The server wants a login or encryption: what is wrong is the set-up, not the mail.
      case 530, 534, 535, 538 -> new Delivery.Retry(reply.text(), null);
      default ->
          new Delivery.Failed(
              Fault.of(reply.code(), reply.status(), reply.text(), aboutRecipient), reply.text());
    };
  }

  private static boolean isAboutRecipient(MessagingException error) {
    return error instanceof SMTPAddressFailedException
        || error.getNextException() instanceof SMTPAddressFailedException;
  }

  private static @Nullable Duration wait(Reply reply) {
    String words = reply.text().toLowerCase(Locale.ROOT);
    Matcher said = WAIT.matcher(words);
    if (said.find()) {
      long amount = Long.parseLong(said.group(1));
      Duration wait =
          switch (said.group(2).charAt(0)) {
            case 'h' -> Duration.ofHours(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
          };
      if (wait.compareTo(LEAST_WAIT) < 0) {
        return LEAST_WAIT;
      }
      return wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
    }
    return GREYLISTED.matcher(words).find() ? GREYLIST_WAIT : null;
  }
}
