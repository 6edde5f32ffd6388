package dev.throughline.channel.gateway;

import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the messages of one channel leave, as the configuration says under `channels`.
public sealed interface ChannelSettings {
  /// What receipts of the channel are signed with; empty: none are taken.
  Optional<SharedSecret> secret();

  /// Whether a message counts as delivered only when a receipt says so.
  boolean receipts();

  /// By a webhook to a gateway.
  record Gateway(URI url, SharedSecret shared, boolean receipts) implements ChannelSettings {
    @Override
    public Optional<SharedSecret> secret() {
      return Optional.of(shared);
    }
  }

  /// By a plug-in.
  ///
  /// @param settings what the plug-in is opened with
  record Plugin(
      String plugin,
      SortedMap<String, String> settings,
      Optional<SharedSecret> secret,
      boolean receipts)
      implements ChannelSettings {
    public Plugin {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /// Secrets may be among the settings.
    @Override
    public String toString() {
      return "Plugin[" + plugin + " " + settings.keySet() + "]";
    }
  }
}
