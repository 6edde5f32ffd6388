package dev.throughline.http;

import dev.throughline.channel.Carriage;
import dev.throughline.channel.Channel;
import dev.throughline.channel.KeptKeys;
import dev.throughline.channel.Links;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.Ways;
import dev.throughline.channel.Webhooks;
import dev.throughline.channel.email.provider.ProviderChannel;
import dev.throughline.channel.gateway.ChannelSettings;
import dev.throughline.channel.gateway.GatewayChannel;
import dev.throughline.channel.gateway.PluginChannel;
import dev.throughline.channel.gateway.PluginProblem;
import dev.throughline.message.Channels;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// From what the operator set up to what carries the messages.
final class Providers {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private Providers() {}

  /// @throws PluginProblem if a plug-in is missing or does not work
  static Ways of(Path data, int port, Configuration configuration, Path plugins) {
    Map<String, Function<Letter, Carrier.Carried>> providers = new TreeMap<>();
    if (!configuration.webhookHosts().isEmpty()) {
      providers.put(Letter.WEBHOOK, new Webhooks(configuration.webhookHosts())::carry);
    }
    if (configuration.email().isEmpty() && configuration.channels().isEmpty()) {
      return new Ways(configuration.kept(), providers);
    }
    SigningKeys keys = KeptKeys.in(data);
    URI base = configuration.publicUrl().orElse(URI.create("http://localhost:%d".formatted(port)));
    Links links = new Links(base, keys);
    configuration
        .email()
        .ifPresent(settings -> {
          Settlement taken =
              settings.provider().callsBack() ? Settlement.ACCEPTED : Settlement.SENT;
          Channel channel = ProviderChannel.over(settings, links, keys);
          providers.put(Channels.EMAIL, new Carriage(channel, taken));
        });
    try {
      configuration
          .channels()
          .forEach((channel, settings) -> {
            Settlement taken = settings.receipts() ? Settlement.ACCEPTED : Settlement.SENT;
            providers.put(channel, new Carriage(opened(settings, links, plugins), taken));
          });
    } catch (PluginProblem broken) {
      new Ways(configuration.kept(), providers).close();
      throw broken;
    }
    return new Ways(configuration.kept(), providers);
  }

  private static Channel opened(ChannelSettings settings, Links links, Path plugins) {
    return switch (settings) {
      case ChannelSettings.Gateway gateway ->
          new GatewayChannel(gateway, links, InstantSource.system(), ANSWER);
      case ChannelSettings.Plugin plugin ->
          PluginChannel.open(plugins, plugin, links, PluginChannel.PATIENCE);
    };
  }
}
