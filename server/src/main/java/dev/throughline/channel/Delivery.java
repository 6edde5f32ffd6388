package dev.throughline.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one try to deliver a message.
public sealed interface Delivery {
  /// The provider has taken it.
  ///
  /// @param providerId the provider's own words for it, such as its queue id; may be empty
  record Sent(String providerId) implements Delivery {}

  /// It was refused for good; the same message will never be taken.
  record Failed(Reason reason, String detail) implements Delivery {}

  /// It was not taken, for certain, and may be later.
  ///
  /// @param after how long the provider asked to wait; null where it did not say
  record Retry(String reason, @Nullable Duration after) implements Delivery {}

  /// It was handed over and the answer was lost: it may or may not arrive, so trying again could
  /// send it twice.
  record Unknown(String detail) implements Delivery {}

  /// Why a message was refused for good.
  enum Reason {
    /// Nobody has this address: a hard bounce, which stops marketing to it.
    BAD_ADDRESS,
    /// The address is good and could not take this message, full as it may be: a soft bounce.
    MAILBOX,
    /// The provider or the recipient's side refuses it by policy: content, reputation, size.
    REFUSED,
    /// It could not be made into a message at all.
    UNSENDABLE;

    public boolean isBounce() {
      return this == BAD_ADDRESS || this == MAILBOX;
    }
  }
}
