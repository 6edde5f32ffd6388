package dev.throughline.channel;

/// A way out to people: the edge at which a decided message meets a provider. One call is one try;
/// when to try again is the caller's business. Safe for many threads.
public interface Channel extends AutoCloseable {
  Delivery deliver(Outgoing message);

  @Override
  void close();
}
