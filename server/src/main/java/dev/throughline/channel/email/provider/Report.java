package dev.throughline.channel.email.provider;

import dev.throughline.event.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a provider calls back with of one mail.
public sealed interface Report {
  /// How large a request may be; SendGrid sends 768 KB at most.
  int MAX_BYTES = 1024 * 1024;

  /// Something happened to a mail of ours.
  ///
  /// @param id the same whenever the provider says it again, in whatever form
  /// @param event the name under which channels say it
  /// @param raw as the provider said it
  record Said(
      String sendKey,
      String id,
      String event,
      SortedMap<String, Value> properties,
      Instant at,
      String raw)
      implements Report {
    public Said {
      properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }
  }

  /// Nothing that we act on, or a mail that another system sent.
  record Nothing(String reason) implements Report {}

  /// A mail is named in a way that we never name one.
  record Strange(String reason, String raw) implements Report {}
}
