package dev.throughline.channel.plugin;

import java.util.Map;

/// A kind of channel that comes as a jar, found there by `java.util.ServiceLoader`. It is opened
/// once for each channel of the configuration that names it.
public interface ChannelPlugin {
  /// What the configuration calls it: `plugin: NAME`.
  String name();

  /// @param settings the other fields of the channel's section; one that ends in `_env` comes
  ///   without that ending, with the value of the environment variable it names
  /// @throws IllegalArgumentException if a setting is wrong: the server does not start, and says
  ///   this
  Sender open(Map<String, String> settings);
}
