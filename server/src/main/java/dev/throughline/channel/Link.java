package dev.throughline.channel;

import dev.throughline.customer.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a link in a message stands for: whose it is, in which message, and what following it means.
///
/// @param target where a click leads; null on every other kind
/// @param issuedAt when the message was decided
public record Link(
    Kind kind,
    String sendKey,
    CustomerId customer,
    String journey,
    int version,
    String step,
    String channel,
    String purpose,
    Instant issuedAt,
    @Nullable String target) {

  public Link {
    if ((kind == Kind.CLICK) != (target != null)) {
      throw new IllegalArgumentException("A click, and nothing else, leads somewhere");
    }
  }

  static Link of(Kind kind, Outgoing message, @Nullable String target) {
    return new Link(
        kind,
        message.sendKey(),
        message.customer(),
        message.journey(),
        message.version(),
        message.step(),
        message.channel(),
        message.purpose(),
        message.decidedAt(),
        target);
  }

  /// What following a link means. The path is part of every message ever sent: never change one.
  public enum Kind {
    CLICK("/c/"),
    OPEN("/o/"),
    UNSUBSCRIBE("/u/"),
    PREFERENCES("/p/");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    /// The token follows it.
    public String path() {
      return path;
    }
  }
}
