package dev.throughline.channel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(Map.of("SECRET", Gateway.SECRET, "TOKEN", "t-1", "SHORT", "whsec_c2hvcnQ="));

  private final List<String> mistakes = new ArrayList<>();

  @Test
  void aChannelHasAGatewayOrAPlugin() {
    SortedMap<String, ChannelSettings> read =
        read(
            Map.of(
                "sms",
                Map.of(
                    "url",
                    "https://gateway.example/send",
                    "secret_env",
                    "SECRET",
                    "receipts",
                    true),
                "push",
                Map.of("plugin", "acme", "token_env", "TOKEN", "region", "eu", "tries", 3)));
    assertThat(mistakes).isEmpty();
    assertThat(read.get("sms"))
        .isInstanceOfSatisfying(
            ChannelSettings.Gateway.class, gateway -> assertThat(gateway.receipts()).isTrue());
    assertThat(read.get("push"))
        .isInstanceOfSatisfying(
            ChannelSettings.Plugin.class,
            plugin -> {
              assertThat(plugin.plugin()).isEqualTo("acme");
              assertThat(plugin.settings())
                  .isEqualTo(Map.of("token", "t-1", "region", "eu", "tries", "3"));
              assertThat(plugin.receipts()).isFalse();
              assertThat(plugin.toString()).doesNotContain("t-1");
            });
  }

  @Test
  void everyMistakeIsNamed() {
    read(
        Map.of(
            "fax", Map.of("url", "https://gateway.example"),
            "sms", Map.of("url", "ftp://gateway.example", "secret_env", "SHORT", "hots", "x"),
            "push", Map.of("url", "https://gateway.example", "plugin", "acme"),
            "web", "https://gateway.example",
            "in_app", Map.of("url", "https://gateway.example"),
            "web_push",
                Map.of("plugin", "acme", "receipts", true, "key_env", "NONE", "list", List.of())));
    assertThat(mistakes)
        .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
        .containsExactlyInAnyOrder(
            "channels.fax",
            "channels.sms.url",
            "channels.sms.secret_env",
            "channels.sms.hots",
            "channels.push",
            "channels.web",
            "channels.in_app.secret_env",
            "channels.web_push.receipts",
            "channels.web_push.key_env",
            "channels.web_push.list");
  }

  private SortedMap<String, ChannelSettings> read(Map<?, ?> channels) {
    return new SettingsReader(ENVIRONMENT::get, mistakes).read(channels);
  }
}
