package dev.throughline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.log.Cursor;
import dev.throughline.log.FolderDisk;
import dev.throughline.log.InputLog;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settings;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kill -9 at any moment loses nothing acknowledged and sends nothing twice.
class CrashTest {
  private static final int KILLS = 50;
  private static final int CLIENTS = 3;

  /// Every third time the server is killed while it starts.
  private static final int EARLY = 3;

  private static final int LONGEST_START_MS = 1_500;

  /// So many batches are acknowledged at least and at most, however slow the machine, before the
  /// moment at which the server is killed can come.
  private static final int LEAST_WORK = 2;

  private static final int MOST_WORK = 10;
  private static final int LONGEST_RUN_MS = 300;

  static final String CATALOG =
      """
      kind: workspace
      key: shop
      name: Shop
      ---
      kind: segment
      key: regulars
      name: Regulars
      when: "count('Coffee', 'ever') >= 5 && sum('Coffee', 'n', 'ever') > 10"
      ---
      kind: conversion
      key: order
      name: Order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      lookback: P30D
      ---
      kind: journey
      key: greeting
      name: Greeting
      owner: us@shop.example
      purpose: transactional
      kpi: { conversion: order, window: P7D }
      holdout: none
      entry: { on: { event: Signed Up } }
      exits: { goal: none, disqualified: none, superseded: none, time_limit: P30D }
      steps:
        tell: { webhook: { url: "http://127.0.0.1:PORT/greet", body: { id: "{{ profile.id }}" } } }
      """;

  @TempDir private Path home;

  @Seeds(1)
  @Timeout(1_800)
  void nothingAcknowledgedIsLostAndNothingIsSentTwice(long seed, SplittableRandom random)
      throws Exception {
    try (Ledger ledger = new Ledger(home.resolve("ledger.txt"));
        Sink sink = new Sink(ledger)) {
      Files.writeString(
          home.resolve("config.yaml"), "webhooks: { hosts: [127.0.0.1] }\npublic_url: http://x\n");
      String key = key(Scope.INGEST);
      ServerProcess server = ServerProcess.start(home);
      publish(server.ready(), sink.port());
      assertThat(server.stop()).isZero();

      Load load = new Load(ledger, key, CLIENTS, random.split());
      for (int kill = 1; kill <= KILLS; kill++) {
        server = ServerProcess.start(home);
        if (kill % EARLY == 0) {
          Thread.sleep(random.nextInt(LONGEST_START_MS));
        } else {
          load.at(server.ready());
          load.acknowledged(random.nextInt(LEAST_WORK, MOST_WORK + 1));
          Thread.sleep(random.nextInt(LONGEST_RUN_MS));
        }
        server.kill();
      }
      server = ServerProcess.start(home);
      load.at(server.ready());
      load.finish();
      assertThat(server.stop()).isZero();

      reconcile(ledger);
    }
  }

  private String key(Scope scope) {
    try (Registry registry = Registry.open(home.resolve("data"), System::currentTimeMillis)) {
      return registry.createKey(scope, "crash").secret();
    }
  }

  private void publish(URI server, int port) throws IOException, InterruptedException {
    Fields source =
        new Fields(
            Map.of(
                "file",
                Value.of("shop.yaml"),
                "text",
                Value.of(CATALOG.replace("PORT", Integer.toString(port)))));
    String body = JsonValues.write(new Fields(Map.of("sources", new Value.Items(List.of(source)))));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(server.resolve("/api/catalog"))
                  .header("Authorization", "Bearer " + key(Scope.ADMIN))
                  .PUT(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /// What the data directory says in the end, against what the clients and the provider saw.
  private void reconcile(Ledger ledger) throws IOException {
    List<String> sent = ledger.read(Load.SENT);
    List<String> wire = ledger.read(Sink.WIRE);
    assertThat(ledger.read(Load.ACKNOWLEDGED))
        .as("everything was acknowledged in the end")
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(sent).as("enough was sent to mean anything").hasSizeGreaterThan(20 * KILLS);

    List<Command> inputs = inputs();
    Settings settings = Settings.of(home.resolve("data"), System::currentTimeMillis);
    // At rest, so that nothing more becomes of a letter that was still to go.
    try (Orchestrator runtime =
        EmbeddedRuntime.openAtRest(settings, EmbeddedRuntime.listener(_ -> {}))) {
      Reckoning.countedOnce(runtime, sent);
      Reckoning.sentAtMostOnce(runtime, claimed(inputs), sent, wire, KILLS);
    }
  }

  private static Set<String> claimed(List<Command> inputs) {
    Set<String> letters = new TreeSet<>();
    for (Command input : inputs) {
      if (input instanceof Command.Claim(String letter, _)) {
        letters.add(letter);
      }
    }
    return letters;
  }

  private List<Command> inputs() throws IOException {
    Settings settings = Settings.of(home.resolve("data"), System::currentTimeMillis);
    List<Command> inputs = new ArrayList<>();
    try (InputLog log =
            InputLog.open(
                new FolderDisk(home.resolve("data/log")), settings.clockMs(), settings.log());
        Cursor cursor = log.from(log.first())) {
      while (cursor.hasNext()) {
        inputs.add(Command.of(cursor.next().payload()));
      }
    }
    return inputs;
  }
}
