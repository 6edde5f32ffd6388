package dev.throughline.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys and values in families, each in the order of its keys' bytes, taken as unsigned: what the
/// state machine's state is kept in, and follows from its inputs.
public interface Store extends AutoCloseable {
  /// Changes that become visible and durable together.
  interface Batch extends AutoCloseable {
    void put(Family family, byte[] key, byte[] value);

    void delete(Family family, byte[] key);

    void write();

    @Override
    void close();
  }

  /// What a walk over a family meets.
  @FunctionalInterface
  interface Visit {
    /// False ends the walk.
    boolean meet(byte[] key, byte[] value);
  }

  Batch batch();

  /// A batch of many changes; may use the memory that the one before went into.
  Batch largeBatch();

  byte @Nullable [] get(Family family, byte[] key);

  /// What is under each of several keys, in their order; null where nothing is.
  List<byte @Nullable []> get(Family family, List<byte[]> keys);

  /// Walks the keys from `from` (included) to `to` (excluded), in their order.
  void walk(Family family, byte[] from, byte[] to, Visit visit);

  /// Walks the keys from `from` (included) downwards.
  void walkBack(Family family, byte[] from, Visit visit);

  /// Makes everything written so far survive a loss of power.
  void sync();

  @Override
  void close();
}
