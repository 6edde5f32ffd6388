package dev.throughline.channel;

import dev.throughline.customer.CustomerId;
import dev.throughline.runtime.Carrier.Carried;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.util.function.Function;

/// A channel as the outbox uses it: a letter becomes an outgoing message, and what the channel says
/// of it becomes a settlement.
public final class Carriage implements Function<Letter, Carried>, AutoCloseable {
  private final Channel channel;
  private final Settlement taken;

  public Carriage(Channel channel) {
    this(channel, Settlement.SENT);
  }

  /// @param taken what it is for a message that the channel has taken it
  public Carriage(Channel channel, Settlement taken) {
    this.channel = channel;
    this.taken = taken;
  }

  @Override
  public Carried apply(Letter letter) {
    return carried(channel.deliver(outgoing(letter)), taken);
  }

  static Carried carried(Delivery delivery, Settlement taken) {
    return switch (delivery) {
      case Delivery.Sent(String providerId) -> new Carried(taken, providerId, null);
      case Delivery.Failed(var reason, String detail) -> {
        boolean gone = reason == Delivery.Reason.BAD_ADDRESS;
        yield new Carried(gone ? Settlement.BOUNCED : Settlement.FAILED, detail, null);
      }
      case Delivery.Retry(String reason, var after) -> new Carried(Settlement.RETRY, reason, after);
      case Delivery.Unknown(String detail) -> new Carried(Settlement.UNKNOWN, detail, null);
    };
  }

  /// The message that a letter is, as channels take it.
  public static Outgoing outgoing(Letter letter) {
    return new Outgoing(
        letter.id(),
        new CustomerId(letter.customer()),
        letter.address(),
        letter.channel(),
        letter.journey(),
        letter.version(),
        letter.step(),
        letter.instance(),
        letter.arm().isEmpty() ? null : letter.arm(),
        letter.purpose(),
        letter.decidedAt(),
        letter.parts());
  }

  @Override
  public void close() {
    channel.close();
  }
}
