package dev.throughline.channel.plugin;

/// An opened channel. Many threads call it at once.
public interface Sender extends AutoCloseable {
  /// One try to send. What throws, or takes longer than 30 seconds, may have left for all anybody
  /// knows, and is not sent again.
  Outcome send(ChannelMessage message) throws Exception;

  @Override
  default void close() {}
}
