package dev.throughline.runtime;

/// What is said to whoever carries letters, while the log is live.
public interface Post {
  /// The letter may be handed over from its `nextAt` on.
  void decided(Letter letter);

  /// The letter has been decided, and stays in the outbox (`Carrier.kept`).
  void kept(Letter letter);

  /// The letter is in flight: hand it over now.
  void granted(Letter letter);
}
