package dev.throughline.channel.plugin;

import java.time.Duration;
import java.util.Objects;

/// What became of one try to send.
public sealed interface Outcome {
  /// The provider has taken it.
  ///
  /// @param providerId the provider's own id for it; may be empty
  record Sent(String providerId) implements Outcome {
    public Sent {
      Objects.requireNonNull(providerId);
    }
  }

  /// It has not left, for certain, and may later.
  ///
  /// @param after how long the provider asked to wait; zero where it did not say
  record TryAgain(String reason, Duration after) implements Outcome {
    public TryAgain {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(after);
    }
  }

  /// It was refused for good.
  record Failed(String reason) implements Outcome {
    public Failed {
      Objects.requireNonNull(reason);
    }
  }

  /// Nobody has this address: refused for good, and nothing more is sent to it.
  record BadAddress(String reason) implements Outcome {
    public BadAddress {
      Objects.requireNonNull(reason);
    }
  }

  /// It may or may not have left: it is not sent again; a receipt settles it.
  record Unknown(String reason) implements Outcome {
    public Unknown {
      Objects.requireNonNull(reason);
    }
  }
}
