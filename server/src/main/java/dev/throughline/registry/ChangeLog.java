package dev.throughline.registry;

/// An order of changes that all nodes of a cluster read alike.
public interface ChangeLog extends AutoCloseable {
  /// Whoever reads the changes, on a thread of the log's own.
  @FunctionalInterface
  interface Reader {
    void read(long position, byte[] change);
  }

  /// Puts a change in order; returns its position once it is durable. Positions begin at 0 and
  /// rise, perhaps with gaps.
  ///
  /// @throws RegistryFailed if the log cannot be reached
  long append(byte[] change);

  /// Reads every change from a position on, in order, until this is closed.
  void follow(long from, Reader reader);

  /// Nothing is read any more once it returns.
  @Override
  void close();
}
