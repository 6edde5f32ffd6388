package dev.throughline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.log.Cursor;
import dev.throughline.log.FolderDisk;
import dev.throughline.log.InputLog;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settings;
import dev.throughline.runtime.View;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
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

  private static final String CATALOG =
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
      countedOnce(runtime, sent);
      sentAtMostOnce(runtime, inputs, sent, wire);
    }
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

  /// By number and by sum of what is random in them: the same set of events, each once.
  private static void countedOnce(Orchestrator runtime, List<String> sent) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (String line : sent) {
      Fields event = fields(line.substring(line.indexOf(' ') + 1));
      if (event.text("event").equals("Coffee")
          && event.get("properties") instanceof Fields properties
          && properties.get("n") instanceof Value.Int(long n)) {
        counts.merge(event.text("userId"), 1L, Long::sum);
        sums.merge(event.text("userId"), BigDecimal.valueOf(n), BigDecimal::add);
      }
    }
    for (String person : counts.keySet()) {
      Customer customer = runtime.ask(view -> view.customer(person)).join().orElseThrow();
      assertThat(customer.tallies.values())
          .as("the coffees of %s", person)
          .isNotEmpty()
          .allSatisfy(tally -> assertThat(tally.count()).isEqualTo(counts.get(person)));
      assertThat(customer.tallies.values())
          .as("the sum of the coffees of %s", person)
          .anySatisfy(tally -> assertThat(tally.sum()).isEqualByComparingTo(sums.get(person)));
    }
  }

  private static void sentAtMostOnce(
      Orchestrator runtime, List<Command> inputs, List<String> sent, List<String> wire) {
    List<String> onTheWire =
        wire.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertThat(onTheWire).as("each send key is on the wire at most once").doesNotHaveDuplicates();

    TreeMap<String, Letter> letters = new TreeMap<>();
    for (Command input : inputs) {
      if (input instanceof Command.Claim(String id, _)) {
        letters.put(id, runtime.ask(view -> view.letter(id)).join().orElseThrow());
      }
    }
    runtime.ask(View::openLetters).join().forEach(letter -> letters.put(letter.id(), letter));
    long newcomers = sent.stream().filter(line -> line.contains("Signed Up")).count();
    assertThat(letters.values().stream().map(Letter::customer).distinct().count())
        .as("one letter was decided for every newcomer")
        .isEqualTo(newcomers)
        .isEqualTo(letters.size());
    TreeSet<String> reached = new TreeSet<>(onTheWire);
    int unknown = 0;
    for (Letter letter : letters.values()) {
      switch (letter.state()) {
        case SENT -> assertThat(reached).contains(letter.id());
        case DECIDED -> assertThat(reached).doesNotContain(letter.id());
        // What was granted to go when the last server stopped is unknown to the next.
        case UNKNOWN, IN_FLIGHT -> unknown++;
        case FAILED, WITHDRAWN -> throw new AssertionError("This letter is lost: " + letter);
      }
    }
    System.out.printf(
        "%d events, %d letters, %d on the wire, %d unknown%n",
        sent.size(), letters.size(), wire.size(), unknown);
    assertThat(unknown).as("few are in flight when the process dies").isLessThan(32 * KILLS);
  }

  private static Fields fields(String json) {
    if (JsonValues.parse(json) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      return fields;
    }
    throw new IllegalStateException("Not an event: " + json);
  }
}
