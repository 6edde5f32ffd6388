package dev.throughline.kafka;

/// The edge to the other nodes of the cluster.
public interface Peers {
  /// Asks the node at `hostAndPort` what `ClusterRuntime.answer` gives there; blocks until it has
  /// answered. Whatever goes wrong is an exception: the question is asked again for a while.
  byte[] ask(String hostAndPort, byte[] question);
}
