package dev.throughline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How one node of a cluster works.
///
/// @param streams where it meets the others, where it is reached, and where its stores lie
/// @param clockMs what time it is, in milliseconds since 1970
/// @param secret the cluster's, the same on every node and for good
/// @param facts how many facts the listener has kept
/// @param factsEntry the entry up to which it has kept everything (`Told.entry`); less than 1 for
///   none
/// @param softBehind how much may wait to be done before senders are slowed down
/// @param maxBehind how much may wait to be done before commands are turned away
/// @param patience how long a cell may be nowhere before a question about it fails
@SuppressWarnings("ArrayRecordComponent")
public record NodeSettings(
    StreamsSettings streams,
    LongSupplier clockMs,
    byte[] secret,
    long facts,
    long factsEntry,
    long softBehind,
    long maxBehind,
    Duration patience) {
  private static final int SOFT_BEHIND = 8_000;
  private static final int MAX_BEHIND = 50_000;

  public NodeSettings {
    secret = secret.clone();
  }

  /// With the usual limits.
  public static NodeSettings of(
      StreamsSettings streams, LongSupplier clockMs, byte[] secret, long facts, long factsEntry) {
    return new NodeSettings(
        streams, clockMs, secret, facts, factsEntry, SOFT_BEHIND, MAX_BEHIND, RemoteCells.PATIENCE);
  }

  Cluster cluster() {
    return streams.cluster();
  }

  /// With the number of cells that the cluster has.
  NodeSettings in(Cluster cluster) {
    StreamsSettings actual =
        new StreamsSettings(
            cluster,
            streams.here(),
            streams.directory(),
            streams.threads(),
            streams.standbys(),
            streams.pace(),
            streams.memory());
    return new NodeSettings(
        actual, clockMs, secret, facts, factsEntry, softBehind, maxBehind, patience);
  }
}
