package dev.throughline.channel.plugin;

import java.time.Instant;
import java.util.Map;

/// A decided and rendered message on its way to one address.
///
/// @param id the send key: the same at every try, and what a receipt calls the message
/// @param channel `sms`, `push`, …
/// @param to the number, token or address; empty on `in_app` and `web`
/// @param customer the recipient's id
/// @param arm the variant of the step; empty where there is none
/// @param parts `body`, `title`, `subject`, `url`, `html`, `text`: those that the template has
public record ChannelMessage(
    String id,
    String channel,
    String to,
    String customer,
    String journey,
    int version,
    String step,
    String arm,
    String purpose,
    Instant decidedAt,
    Map<String, String> parts) {
  public ChannelMessage {
    parts = Map.copyOf(parts);
  }
}
