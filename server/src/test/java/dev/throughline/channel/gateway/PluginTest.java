package dev.throughline.channel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Letter;
import dev.throughline.channel.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PluginTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(5);
  @TempDir private Path plugins;

  @Test
  void theExampleWritesMessagesToAFile() throws IOException {
    PluginYard.example(plugins.resolve("file-channel.jar"));
    Path file = plugins.resolve("sms.tsv");
    try (PluginChannel channel =
        PluginChannel.open(
            plugins, settings("file", Map.of("file", file.toString())), Letter.LINKS, PATIENCE)) {
      assertThat(channel.deliver(message("m1", "+491"))).isEqualTo(new Delivery.Sent("m1"));
      assertThat(channel.deliver(message("m2", "")))
          .isEqualTo(
              new Delivery.Failed(Delivery.Reason.BAD_ADDRESS, "the message has no recipient"));
    }
    assertThat(file).hasContent("m1\t+491\tHello\n");
  }

  @Test
  void aPluginThatIsNotThereIsNamedBesideThoseThatAre() {
    assertThatThrownBy(() -> open("acme", Map.of()))
        .isInstanceOf(PluginProblem.class)
        .hasMessageContaining("There is no plug-in 'acme'")
        .hasMessageEndingWith("there are: none");
    PluginYard.example(plugins.resolve("file-channel.jar"));
    assertThatThrownBy(() -> open("acme", Map.of())).hasMessageEndingWith("there are: file");
  }

  @Test
  void aWrongSettingIsToldInThePluginsOwnWords() {
    PluginYard.example(plugins.resolve("file-channel.jar"));
    assertThatThrownBy(() -> open("file", Map.of()))
        .hasMessage(
            "The plug-in 'file' cannot be opened: it has one setting, file: the path to write to");
  }

  @Test
  void aBrokenJarIsNamed() throws IOException {
    PluginYard.jar(plugins.resolve("empty.jar"), Map.of());
    assertThatThrownBy(() -> open("file", Map.of()))
        .hasMessageContaining("empty.jar holds no plug-in");
    Files.delete(plugins.resolve("empty.jar"));
    Files.writeString(plugins.resolve("broken.jar"), "this is no jar");
    assertThatThrownBy(() -> open("file", Map.of())).hasMessageContaining("broken.jar");
    Files.delete(plugins.resolve("broken.jar"));
    PluginYard.jar(
        plugins.resolve("lost.jar"),
        Map.of(PluginYard.SERVICE, "example.Lost".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> open("file", Map.of()))
        .hasMessageContaining("lost.jar is broken")
        .hasMessageContaining("example.Lost");
  }

  @Test
  void twoJarsMayNotHaveTheSameName() {
    PluginYard.example(plugins.resolve("a.jar"));
    PluginYard.example(plugins.resolve("b.jar"));
    assertThatThrownBy(() -> open("file", Map.of("file", "x"))).hasMessageContaining("Two jars");
  }

  @Test
  void whatAPluginThrowsStopsNobody() {
    assertThat(misbehaving("throw new IllegalStateException(\"no luck\");"))
        .isEqualTo(
            new Delivery.Unknown("the plug-in odd threw java.lang.IllegalStateException: no luck"));
    assertThat(misbehaving("throw new StackOverflowError();")).isInstanceOf(Delivery.Unknown.class);
    assertThat(misbehaving("return null;")).isInstanceOf(Delivery.Unknown.class);
    assertThat(misbehaving("return new Outcome.Failed(null);"))
        .isInstanceOf(Delivery.Unknown.class);
  }

  @Test
  void anEndlessSendIsUnknownAndTheNextOnesGoOn() {
    PluginYard.plugin(
        plugins.resolve("odd.jar"),
        "if (message.to().isEmpty()) { new java.util.concurrent.CountDownLatch(1).await(); }"
            + " return new Outcome.Sent(\"\");");
    try (PluginChannel channel =
        PluginChannel.open(plugins, settings("odd", Map.of()), Letter.LINKS, LITTLE_PATIENCE)) {
      assertThat(channel.deliver(message("m1", "")))
          .isEqualTo(new Delivery.Unknown("the plug-in odd did not answer within 5 s"));
      assertThat(channel.deliver(message("m2", "+491"))).isEqualTo(new Delivery.Sent(""));
    }
  }

  @Test
  void aPluginSeesTheKitAndNothingElseOfTheServer() {
    assertThat(
            misbehaving(
                "try { Class.forName(\"dev.throughline.channel.Outgoing\"); }"
                    + " catch (ClassNotFoundException hidden) { return new Outcome.Failed(\"hidden\"); }"
                    + " return new Outcome.Sent(\"\");"))
        .isEqualTo(new Delivery.Failed(Delivery.Reason.REFUSED, "hidden"));
  }

  private Delivery misbehaving(String body) {
    PluginYard.plugin(plugins.resolve("odd.jar"), body);
    try (PluginChannel channel = open("odd", Map.of())) {
      return channel.deliver(message("m1", "+491"));
    }
  }

  private PluginChannel open(String name, Map<String, String> settings) {
    return PluginChannel.open(plugins, settings(name, settings), Letter.LINKS, PATIENCE);
  }

  private static ChannelSettings.Plugin settings(String name, Map<String, String> settings) {
    return new ChannelSettings.Plugin(name, new TreeMap<>(settings), Optional.empty(), false);
  }

  private static Outgoing message(String id, String to) {
    return Letter.on("sms", to, id, "marketing", null, Map.of("body", "Hello"));
  }
}
