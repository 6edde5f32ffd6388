package dev.throughline.runtime;

/// How an attempt to hand a letter to its channel ended.
public enum Settlement {
  /// The channel took it.
  SENT,
  /// The channel took it and will say by a receipt whether it arrived: until then it counts as
  /// sent, not as delivered.
  ACCEPTED,
  /// It will never be taken, for a reason that is not the address's.
  FAILED,
  /// The address is not there.
  BOUNCED,
  /// Nothing left the house, or the channel asked to be asked again.
  RETRY,
  /// It may or may not have been taken: only a receipt tells. It is not sent again.
  UNKNOWN
}
