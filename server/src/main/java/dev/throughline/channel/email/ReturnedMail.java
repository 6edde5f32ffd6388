package dev.throughline.channel.email;

import dev.throughline.channel.SigningKeys;

/// What a mail that came back to us says of one that we sent. Only mails that carry a signed
/// reference of ours count; the address in them is hearsay: whom a message went to, the outbox
/// knows by its send key.
public sealed interface ReturnedMail {
  /// It was not delivered.
  ///
  /// @param address as the report has it; may be empty
  /// @param hard nobody has this address; otherwise it may take the next mail
  /// @param status the enhanced code, such as `5.1.1`; may be empty
  record Bounced(String sendKey, String address, boolean hard, String status, String detail)
      implements ReturnedMail {}

  /// Somebody called it spam.
  ///
  /// @param kind the feedback type: `abuse`, `fraud` …
  record Complained(String sendKey, String address, String kind) implements ReturnedMail {}

  /// It says nothing that we act on.
  record Nothing(String reason) implements ReturnedMail {}

  /// Reads the bytes of a mail (RFC 5322), whatever they are.
  static ReturnedMail read(byte[] bytes, SigningKeys keys) {
    return new ReturnedMailReader(new References(keys)).read(bytes);
  }
}
