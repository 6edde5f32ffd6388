package dev.throughline.channel.gateway;

import dev.throughline.message.Channels;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the section `channels` of the configuration: all its mistakes at once.
public final class SettingsReader {
  private static final String ENV = "_env";
  private static final List<String> COMMON = List.of("secret_env", "receipts");

  private final Function<String, @Nullable String> environment;
  private final List<String> mistakes;

  /// @param mistakes where those that are found are added
  public SettingsReader(Function<String, @Nullable String> environment, List<String> mistakes) {
    this.environment = environment;
    this.mistakes = mistakes;
  }

  /// By the channel; those with a mistake are left out.
  public SortedMap<String, ChannelSettings> read(Map<?, ?> channels) {
    SortedMap<String, ChannelSettings> read = new TreeMap<>();
    channels.forEach((name, section) -> {
      String channel = String.valueOf(name);
      if (!Channels.ALL.contains(channel)) {
        mistakes.add(
            "channels.%s: there is no such channel; the channels are %s"
                .formatted(channel, String.join(", ", Channels.ALL)));
      } else if (section instanceof Map<?, ?> fields) {
        settings("channels." + channel, fields).ifPresent(found -> read.put(channel, found));
      } else {
        mistakes.add("channels.%s: it has fields, one a line".formatted(channel));
      }
    });
    return read;
  }

  private Optional<ChannelSettings> settings(String place, Map<?, ?> fields) {
    if (fields.containsKey("url") == fields.containsKey("plugin")) {
      mistakes.add("%s: say either url, for a gateway, or plugin".formatted(place));
      return Optional.empty();
    }
    int before = mistakes.size();
    Optional<SharedSecret> secret = secret(place, fields);
    boolean receipts = truth(place + ".receipts", fields.get("receipts"));
    Optional<ChannelSettings> read =
        fields.containsKey("url")
            ? gateway(place, fields, secret, receipts)
            : plugin(place, fields, secret, receipts);
    return mistakes.size() == before ? read : Optional.empty();
  }

  private Optional<ChannelSettings> gateway(
      String place, Map<?, ?> fields, Optional<SharedSecret> secret, boolean receipts) {
    for (Object field : fields.keySet()) {
      if (!field.equals("url") && !COMMON.contains(field)) {
        mistakes.add(
            "%s.%s: there is no such setting; there are url, %s"
                .formatted(place, field, String.join(", ", COMMON)));
      }
    }
    if (!fields.containsKey("secret_env")) {
      mistakes.add(
          "%s.secret_env: name the environment variable with the secret that signs the calls"
              .formatted(place));
    }
    URI url = url(String.valueOf(fields.get("url")));
    if (url == null) {
      mistakes.add("%s.url: write it like https://gateway.example/send".formatted(place));
    }
    return url == null
        ? Optional.empty()
        : secret.map(shared -> new ChannelSettings.Gateway(url, shared, receipts));
  }

  private Optional<ChannelSettings> plugin(
      String place, Map<?, ?> fields, Optional<SharedSecret> secret, boolean receipts) {
    if (receipts && !fields.containsKey("secret_env")) {
      mistakes.add(
          "%s.receipts: nobody could send one without a secret; set secret_env".formatted(place));
    }
    SortedMap<String, String> settings = new TreeMap<>();
    fields.forEach((field, value) -> {
      String name = String.valueOf(field);
      boolean scalar =
          value instanceof String || value instanceof Number || value instanceof Boolean;
      if (!scalar) {
        mistakes.add("%s.%s: it is a text, a number or true or false".formatted(place, name));
      } else if (name.endsWith(ENV) && !COMMON.contains(name)) {
        variable(place + "." + name, String.valueOf(value))
            .ifPresent(
                found -> settings.put(name.substring(0, name.length() - ENV.length()), found));
      } else if (!COMMON.contains(name) && !name.equals("plugin")) {
        settings.put(name, String.valueOf(value));
      }
    });
    return Optional.of(
        new ChannelSettings.Plugin(
            String.valueOf(fields.get("plugin")), settings, secret, receipts));
  }

  private Optional<SharedSecret> secret(String place, Map<?, ?> fields) {
    if (!fields.containsKey("secret_env")) {
      return Optional.empty();
    }
    String at = place + ".secret_env";
    String variable = String.valueOf(fields.get("secret_env"));
    Optional<String> value = variable(at, variable);
    Optional<SharedSecret> secret = value.flatMap(SharedSecret::parse);
    if (value.isPresent() && secret.isEmpty()) {
      mistakes.add(
          "%s: %s holds no secret; write whsec_ and 24 to 64 random bytes in base64, such as \"whsec_$(openssl rand -base64 32)\""
              .formatted(at, variable));
    }
    return secret;
  }

  private Optional<String> variable(String place, String name) {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      mistakes.add(
          "%s: the environment variable %s is not set; set it where the server is started"
              .formatted(place, name));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private boolean truth(String place, @Nullable Object value) {
    if (value != null && !(value instanceof Boolean)) {
      mistakes.add(place + ": it is true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  private static @Nullable URI url(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
      return web && plain && url.getHost() != null ? url : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
