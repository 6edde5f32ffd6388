package dev.throughline.http;

import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.gateway.ChannelSettings;
import dev.throughline.channel.gateway.SettingsReader;
import dev.throughline.message.Channels;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What an operator sets up, from a file of YAML. Every mistake is named; an unknown name is one.
///
/// @param kept channels whose messages stay in the outbox for want of a provider
/// @param webhookHosts the hosts that webhook steps may call
/// @param email where e-mail goes; empty: it has no provider
/// @param channels how the messages of a channel leave, by a gateway or a plug-in
/// @param publicUrl where people and clients reach the server; empty: as they called it
public record Configuration(
    SortedSet<String> kept,
    SortedSet<String> webhookHosts,
    Optional<URI> publicUrl,
    Optional<EmailSettings> email,
    SortedMap<String, ChannelSettings> channels) {
  /// Nothing set up: no channel has a provider.
  public static final Configuration NONE =
      new Configuration(new TreeSet<>(), new TreeSet<>(), Optional.empty());

  private static final List<String> KEPT =
      List.of("email", "sms", "push", "web_push", "in_app", "web", "webhook");

  public Configuration {
    kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    webhookHosts = Collections.unmodifiableSortedSet(new TreeSet<>(webhookHosts));
    channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
  }

  /// Without providers.
  public Configuration(
      SortedSet<String> kept, SortedSet<String> webhookHosts, Optional<URI> publicUrl) {
    this(kept, webhookHosts, publicUrl, Optional.empty(), new TreeMap<>());
  }

  /// What a file turned out to be.
  public sealed interface Reading {
    record Ok(Configuration configuration) implements Reading {}

    record Wrong(List<String> mistakes) implements Reading {}
  }

  public static Reading read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Reading parse(String yaml) {
    Object root;
    try {
      root =
          new Load(LoadSettings.builder().setLabel("configuration").build()).loadFromString(yaml);
    } catch (YamlEngineException broken) {
      return new Reading.Wrong(
          List.of(String.valueOf(broken.getMessage()).lines().findFirst().orElse("")));
    }
    List<String> mistakes = new ArrayList<>();
    Map<?, ?> fields = map("the file", root, mistakes);
    known("", fields, List.of("outbox", "webhooks", "public_url", "email", "channels"), mistakes);
    Map<?, ?> outbox = map("outbox", fields.get("outbox"), mistakes);
    known("outbox.", outbox, List.of("keep"), mistakes);
    SortedSet<String> kept = texts("outbox.keep", outbox.get("keep"), mistakes);
    for (String channel : kept) {
      if (!KEPT.contains(channel)) {
        mistakes.add(
            "outbox.keep: there is no channel '%s'; the channels are %s"
                .formatted(channel, String.join(", ", KEPT)));
      }
    }
    Map<?, ?> webhooks = map("webhooks", fields.get("webhooks"), mistakes);
    known("webhooks.", webhooks, List.of("hosts"), mistakes);
    SortedSet<String> hosts = texts("webhooks.hosts", webhooks.get("hosts"), mistakes);
    Optional<URI> url = url(fields.get("public_url"), mistakes);
    Optional<EmailSettings> email = email(fields.get("email"), mistakes);
    if (email.isPresent() && kept.contains(Channels.EMAIL)) {
      mistakes.add("outbox.keep: e-mail has a provider; take it out of one of the two");
    }
    SortedMap<String, ChannelSettings> channels =
        new SettingsReader(System::getenv, mistakes)
            .read(map("channels", fields.get("channels"), mistakes));
    for (String channel : channels.keySet()) {
      if (kept.contains(channel) || (email.isPresent() && channel.equals(Channels.EMAIL))) {
        mistakes.add(
            "channels.%s: the channel has a provider already, or is in outbox.keep; choose one"
                .formatted(channel));
      }
    }
    return mistakes.isEmpty()
        ? new Reading.Ok(new Configuration(kept, hosts, url, email, channels))
        : new Reading.Wrong(mistakes);
  }

  private static Optional<EmailSettings> email(@Nullable Object value, List<String> mistakes) {
    if (value == null) {
      return Optional.empty();
    }
    Map<String, Object> fields = new TreeMap<>();
    map("email", value, mistakes).forEach((name, field) -> fields.put(String.valueOf(name), field));
    return switch (EmailSettings.read(fields, System::getenv)) {
      case EmailSettings.Reading.Ok(EmailSettings settings) -> Optional.of(settings);
      case EmailSettings.Reading.Wrong(var wrong) -> {
        wrong.forEach(mistake ->
            mistakes.add(
                "%s: %s; %s".formatted(mistake.place(), mistake.message(), mistake.remedy())));
        yield Optional.empty();
      }
    };
  }

  private static Map<?, ?> map(String name, @Nullable Object value, List<String> mistakes) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    mistakes.add(name + ": it has fields, one a line");
    return Map.of();
  }

  private static void known(
      String prefix, Map<?, ?> fields, List<String> names, List<String> mistakes) {
    for (Object name : fields.keySet()) {
      if (!(name instanceof String text) || !names.contains(text)) {
        mistakes.add(
            "%s%s: there is no such setting; there are %s"
                .formatted(prefix, name, String.join(", ", names)));
      }
    }
  }

  private static SortedSet<String> texts(
      String name, @Nullable Object value, List<String> mistakes) {
    SortedSet<String> texts = new TreeSet<>();
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    } else if (value != null) {
      mistakes.add(name + ": it is a list of names, such as [email, sms]");
    }
    return texts;
  }

  private static Optional<URI> url(@Nullable Object value, List<String> mistakes) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      URI url = new URI(String.valueOf(value));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getRawPath().isEmpty()) {
        return Optional.of(url);
      }
    } catch (URISyntaxException _) {
      // The mistake is named below.
    }
    mistakes.add("public_url: write it like https://journeys.shop.example, without a path");
    return Optional.empty();
  }
}
