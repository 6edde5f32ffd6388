package dev.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandsTest {
  private static final String SEGMENT =
      """
      kind: segment
      key: buyers
      name: Buyers
      when: "count('Order Completed', 'P30D') >= 1"
      """;

  private static final String JOURNEY =
      """
      kind: conversion
      key: order
      name: Order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      lookback: P30D
      ---
      kind: template
      key: hello
      name: Hello
      channel: [email, sms]
      subject: Hello
      text: Welcome.
      body: Welcome.
      ---
      kind: journey
      key: welcome
      name: Welcome
      owner: us@shop.example
      purpose: marketing
      kpi: { conversion: order, window: P7D }
      holdout: none
      entry: { on: { event: Signed Up } }
      exits: { goal: none, disqualified: none, superseded: none, time_limit: P30D }
      steps:
        greet: { send: { template: hello, channel: [email, sms] } }
        tell:  { webhook: { url: "https://hooks.example/x", body: { id: 1 } } }
      """;

  @TempDir private Path dir;

  private Path data() {
    return dir.resolve("data");
  }

  private Path catalog(String... texts) throws IOException {
    Path catalog = Files.createDirectories(dir.resolve("catalog"));
    for (int i = 0; i < texts.length; i++) {
      Files.writeString(catalog.resolve("file%d.yaml".formatted(i)), texts[i]);
    }
    return catalog;
  }

  private ThroughlineServer server(String... kept) {
    Configuration configuration =
        new Configuration(new TreeSet<>(List.of(kept)), new TreeSet<>(), Optional.empty());
    return ThroughlineServer.open(Options.of(data(), 0, configuration));
  }

  private Call call(ThroughlineServer server, String command, Object... more) {
    String key = Call.of("key", "create", "--scope", "admin", "--data", data()).out().strip();
    Object[] words = new Object[more.length + 5];
    words[0] = command;
    System.arraycopy(more, 0, words, 1, more.length);
    words[more.length + 1] = "--server";
    words[more.length + 2] = "http://localhost:" + server.port();
    words[more.length + 3] = "--key";
    words[more.length + 4] = key;
    return Call.of(words);
  }

  @Test
  void aKeyIsPrintedOnceAndAloneAndThenOnlyListed() {
    Call made = Call.of("key", "create", "--scope", "ingest", "--name", "shop", "--data", data());
    Call listed = Call.of("key", "list", "--data", data());

    assertThat(made.status()).isZero();
    assertThat(made.outLines()).hasSize(1);
    assertThat(made.out()).startsWith("tl_ingest_");
    assertThat(listed.out()).contains("ingest").contains("live").contains("shop");
    assertThat(listed.out()).doesNotContain(made.out().strip());

    String id = listed.out().substring(0, 10);
    assertThat(Call.of("key", "revoke", id, "--data", data()).status()).isZero();
    assertThat(Call.of("key", "list", "--data", data()).out()).contains("revoked");
    Call again = Call.of("key", "revoke", id, "--data", data());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("there is no live key " + id);
  }

  @Test
  void aScopeThatThereIsNotIsAWrongCall() {
    Call call = Call.of("key", "create", "--scope", "root", "--data", data());

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("the scopes are ingest, browser, admin");
  }

  @Test
  void aDirectoryIsAppliedComparedAndPulledBack() throws IOException {
    try (ThroughlineServer server = server()) {
      Path catalog = catalog(SEGMENT);

      assertThat(call(server, "diff", catalog).out()).contains("+ segment/buyers");
      assertThat(call(server, "apply", catalog).out())
          .isEqualTo("+ segment/buyers\nPublished: 1 new, 0 changed, 0 gone\n");
      assertThat(call(server, "diff", catalog).out()).isEqualTo("No difference\n");

      Files.writeString(catalog.resolve("file0.yaml"), SEGMENT.replace("P30D", "P60D"));
      assertThat(call(server, "diff", catalog).out())
          .contains("~ segment/buyers")
          .contains("when:")
          .contains("P60D");
      Path elsewhere = dir.resolve("elsewhere");
      assertThat(call(server, "pull", elsewhere).status()).isZero();
      assertThat(elsewhere.resolve("file0.yaml")).hasContent(SEGMENT);
    }
  }

  @Test
  void aCatalogWithMistakesIsRefusedWithTheirLines() throws IOException {
    try (ThroughlineServer server = server()) {
      Path catalog = catalog(SEGMENT.replace("count(", "cuont("));

      Call call = call(server, "apply", catalog);

      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err()).contains("file0.yaml:4: error");
      assertThat(server.runtime().ask(view -> view.sources()).join()).isEmpty();
    }
  }

  @Test
  void aJourneyThatNeedsAChannelWithoutAProviderIsRefused() throws IOException {
    try (ThroughlineServer server = server("email")) {
      Path catalog = catalog(JOURNEY);

      Call call = call(server, "apply", catalog);

      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err())
          .contains("file0.yaml:28: error: No provider is set up for the channel 'sms'.")
          .contains("keep: [sms]")
          .contains("file0.yaml:29: error: No provider is set up for the channel 'webhook'.")
          .doesNotContain("'email'");
    }
  }

  @Test
  void aJourneyIsPublishedWhenItsMessagesAreKept() throws IOException {
    try (ThroughlineServer server = server("email", "sms", "webhook")) {
      Call call = call(server, "apply", catalog(JOURNEY));

      assertThat(call.out()).endsWith("Published: 3 new, 0 changed, 0 gone\n");
    }
  }

  @Test
  void whatWasPublishedIsInForceAfterARestart() throws IOException {
    try (ThroughlineServer server = server()) {
      call(server, "apply", catalog(SEGMENT));
    }
    try (ThroughlineServer server = server()) {
      assertThat(call(server, "diff", catalog(SEGMENT)).out()).isEqualTo("No difference\n");
    }
  }

  @Test
  void whereNoServerAnswersThatIsSaid() throws IOException {
    Call call = Call.of("diff", catalog(SEGMENT), "--server", "http://localhost:1", "--key", "k");

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("no server answers at http://localhost:1");
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() {
    try (ThroughlineServer server = server()) {
      assertThat(server.port()).isPositive();
      Call second = Call.of("serve", "--data", data(), "--port", "0");

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err())
          .contains("is in use by another process")
          .contains("choose another with --data");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (ThroughlineServer server = server()) {
      Call second = Call.of("serve", "--data", dir.resolve("b"), "--port", server.port());

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).contains("port " + server.port() + " is taken");
    }
  }

  @Test
  void everyMistakeInTheConfigurationIsNamed() throws IOException {
    Path config =
        Files.writeString(
            dir.resolve("config.yaml"), "outbox: { keep: [email, pigeon] }\nwebhoks: {}\n");

    Call call = Call.of("serve", "--data", data(), "--port", "0", "--config", config);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err())
        .contains("outbox.keep: there is no channel 'pigeon'")
        .contains("webhoks: there is no such setting");
  }

  @Test
  @Timeout(600)
  void aPluginThatIsMissingKeepsTheServerFromStarting() throws IOException {
    Path config = dir.resolve("throughline.yaml");
    Path jars = dir.resolve("jars");
    Files.writeString(config, "channels: { sms: { plugin: acme } }\n");
    Call call = Call.of("serve", "--data", data(), "--config", config, "--plugins", jars);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.errLines())
        .singleElement()
        .asString()
        .contains("There is no plug-in 'acme' in " + jars);
  }

  @Test
  @Timeout(600)
  void aChannelHasOneWayOut() throws IOException {
    Path config = dir.resolve("throughline.yaml");
    Files.writeString(config, "channels: { sms: { plugin: acme } }\noutbox: { keep: [sms] }\n");
    Call call = Call.of("serve", "--data", data(), "--config", config);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("channels.sms: the channel has a provider already");
  }
}
