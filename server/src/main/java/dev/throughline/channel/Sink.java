package dev.throughline.channel;

/// The channel that goes nowhere: what the demo sends stays in the outbox, where it can be looked
/// at. It takes everything and keeps nothing.
public final class Sink implements Channel {
  @Override
  public Delivery deliver(Outgoing message) {
    return new Delivery.Sent("sink-" + message.sendKey());
  }

  @Override
  public void close() {}
}
