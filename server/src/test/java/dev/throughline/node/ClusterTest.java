package dev.throughline.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.kafka.Broker;
import dev.throughline.kafka.Cluster;
import dev.throughline.log.Health;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Settings;
import dev.throughline.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row V1: an installation grows by adding nodes (contract: `serve --kafka`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ClusterTest {
  private static final int PEOPLE = 120;

  private static final String CATALOG =
      """
      kind: workspace
      key: shop
      name: Shop
      ---
      kind: segment
      key: regulars
      name: Regulars
      when: "count('Coffee', 'ever') >= 2"
      ---
      kind: template
      key: hello
      name: Hello
      channel: sms
      body: "Hello."
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
        tell: { send: { template: hello, channel: sms } }
        pause: { wait: { for: PT1S } }
      """;

  @TempDir private Path home;
  private final Broker broker = Broker.start();
  private String admin = "";
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterAll
  void stop() {
    client.close();
    broker.close();
  }

  private ThroughlineServer node(Cluster cluster, String name) throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    Configuration configuration =
        new Configuration(new TreeSet<>(List.of("sms")), new TreeSet<>(), Optional.empty());
    return ClusterNode.open(
        new ClusterNode.Wish(
            home.resolve(name),
            port,
            configuration,
            home.resolve("plugins"),
            cluster,
            "127.0.0.1:" + port,
            System::currentTimeMillis));
  }

  @Test
  void twoNodesAreOneInstallationAndWhatOneHadTheOtherTakesOver() throws IOException {
    Cluster cluster = new Cluster(broker.bootstrap(), "shop", 6);
    try (ThroughlineServer one = node(cluster, "one")) {
      admin = one.registry().createKey(Scope.ADMIN, "admin").secret();
      publish(one, admin);
      try (ThroughlineServer two = node(cluster, "two")) {
        Eventually.until(() -> isWell(one) && isWell(two));
        // A key of one node is good on the other.
        Eventually.until(() -> two.registry().keyOf(admin).isPresent());
        // Visitors on one node who say who they are on the other: some are in another cell by then.
        for (int i = 0; i < PEOPLE; i++) {
          post(one, admin, event("v" + i, null, "a" + i, "Coffee"));
        }
        for (int i = 0; i < PEOPLE; i++) {
          post(two, admin, event("c" + i, "u" + i, null, "Coffee"));
          post(one, admin, phone("p" + i, "u" + i, "+49151%08d".formatted(i)));
          post(i % 2 == 0 ? one : two, admin, event("s" + i, "u" + i, "a" + i, "Signed Up"));
          // Once more: it counts once, whichever node is told.
          post(i % 2 == 0 ? two : one, admin, event("s" + i, "u" + i, "a" + i, "Signed Up"));
        }
        for (ThroughlineServer node : List.of(one, two)) {
          Eventually.until(() -> facts(node, "journey.exited").size() == PEOPLE);
          assertThat(facts(node, "journey.entered")).hasSize(PEOPLE);
          assertThat(facts(node, "message.delivered")).hasSize(PEOPLE);
          assertThat(facts(node, "customer.merged")).hasSize(PEOPLE);
          assertThat(facts(node, "segment.entered")).hasSize(PEOPLE);
          for (int i = 0; i < PEOPLE; i += 17) {
            HttpResponse<String> person = get(node, admin, "/api/customers/u" + i);
            assertThat(person.statusCode()).as(person.body()).isEqualTo(200);
            assertThat(person.body()).contains("\"a" + i + "\"").contains("regulars");
          }
          assertThat(node.runtime().ask(view -> view.people()).join()).isEqualTo(PEOPLE);
        }
        assertThat(facts(one, "journey.entered")).isEqualTo(facts(two, "journey.entered"));
        // Both have a share.
        assertThat(folders("one")).isNotEmpty();
        assertThat(folders("two")).isNotEmpty();
      }
      for (int i = 0; i < PEOPLE; i++) {
        post(one, admin, event("last" + i, "n" + i, null, "Signed Up"));
      }
      Eventually.until(() -> facts(one, "journey.exited").size() == 2 * PEOPLE);
      assertThat(one.runtime().ask(view -> view.people()).join()).isEqualTo(2 * PEOPLE);
    }
    try (ThroughlineServer late = node(cluster, "late")) {
      Eventually.until(() -> facts(late, "journey.exited").size() == 2 * PEOPLE);
      assertThat(late.runtime().ask(view -> view.people()).join()).isEqualTo(2 * PEOPLE);
    }
  }

  private List<String> folders(String node) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve(node).resolve("streams"))) {
      return files.map(Path::toString).filter(name -> name.contains("1_")).toList();
    }
  }

  @Test
  void aDirectoryOfOneProcessIsNotThatOfANodeNorTheOtherWayRound() throws IOException {
    Path alone = home.resolve("alone");
    EmbeddedRuntime.openAtRest(
            Settings.of(alone, System::currentTimeMillis), EmbeddedRuntime.listener(_ -> {}))
        .close();
    assertThatThrownBy(() -> node(broker.cluster(), "alone"))
        .isInstanceOf(DataDirectory.OtherKind.class)
        .hasMessageContaining("without --kafka");
    node(new Cluster(broker.bootstrap(), "other", 2), "member").close();
    assertThatThrownBy(() ->
            EmbeddedRuntime.openAtRest(
                Settings.of(home.resolve("member"), System::currentTimeMillis),
                EmbeddedRuntime.listener(_ -> {})))
        .isInstanceOf(DataDirectory.OtherKind.class)
        .hasMessageContaining("--kafka");
  }

  @Test
  void onlyNodesOfTheClusterAreToldWhatANodeHas() throws IOException {
    Cluster cluster = new Cluster(broker.bootstrap(), "closed", 2);
    try (ThroughlineServer node = node(cluster, "closed")) {
      admin = node.registry().createKey(Scope.ADMIN, "admin").secret();
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(at(node, "/cluster/ask"))
                  .header("Authorization", "Bearer " + admin)
                  .POST(BodyPublishers.ofByteArray(new byte[] {1}))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }

  private static boolean isWell(ThroughlineServer node) {
    return node.runtime().health() instanceof Health.Well;
  }

  private static String event(
      String id, @Nullable String user, @Nullable String visitor, String name) {
    Map<String, Value> fields = new TreeMap<>();
    fields.put("type", Value.of("track"));
    fields.put("event", Value.of(name));
    fields.put("messageId", Value.of(id));
    if (user != null) {
      fields.put("userId", Value.of(user));
    }
    if (visitor != null) {
      fields.put("anonymousId", Value.of(visitor));
    }
    return batch(fields);
  }

  private static String phone(String id, String user, String number) {
    Map<String, Value> fields = new TreeMap<>();
    fields.put("type", Value.of("identify"));
    fields.put("messageId", Value.of(id));
    fields.put("userId", Value.of(user));
    fields.put("traits", new Fields(Map.of("phone", Value.of(number))));
    return batch(fields);
  }

  private static String batch(Map<String, Value> event) {
    return JsonValues.write(new Fields(Map.of("batch", new Items(List.of(new Fields(event))))));
  }

  private void post(ThroughlineServer node, String key, String body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at(node, "/v1/batch"))
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void publish(ThroughlineServer node, String key) {
    Fields source = new Fields(Map.of("file", Value.of("shop.yaml"), "text", Value.of(CATALOG)));
    String body = JsonValues.write(new Fields(Map.of("sources", new Items(List.of(source)))));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at(node, "/api/catalog"))
                .header("Authorization", "Bearer " + key)
                .PUT(BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> get(ThroughlineServer node, String key, String path) {
    return send(
        HttpRequest.newBuilder(at(node, path)).header("Authorization", "Bearer " + key).build());
  }

  private static URI at(ThroughlineServer node, String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /// What the node's own warehouse has of one kind.
  private List<String> facts(ThroughlineServer node, String kind) {
    return get(node, admin, "/api/facts?kind=" + kind).body().lines().toList();
  }
}
