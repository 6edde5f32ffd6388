package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.throughline.codec.importing.Import.Result;
import dev.throughline.exchange.Export;
import dev.throughline.exchange.FileImport;
import dev.throughline.exchange.RunningServer;
import dev.throughline.exchange.Source.What;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files into a running server, and out of it.
@Timeout(600)
class ImportOverHttpTest {
  private static final String MAP =
      """
      kind: import
      key: orders
      event: Order Completed
      user_id: who
      timestamp: when
      message_id: order
      properties: { order_id: order, total: total }
      """;

  @TempDir Path directory;
  private Shop shop;

  @BeforeEach
  void aShop() throws IOException {
    shop = Shop.open(directory.resolve("data"));
    Files.writeString(directory.resolve("map.yaml"), MAP);
    StringBuilder rows = new StringBuilder("order,who,when,total\n");
    for (int i = 0; i < 5_000; i++) {
      String who = i % 1_000 == 7 ? "" : "u" + i % 50;
      rows.append("%d,%s,2026-01-05T09:00:00Z,%d\n".formatted(i, who, i));
    }
    Files.writeString(directory.resolve("in.csv"), rows);
  }

  @AfterEach
  void closed() {
    shop.close();
  }

  @Test
  void rowsCountOnceHoweverOftenTheyAreImported() {
    assertThat(bring(shop.at(""), shop.serverKey)).isEqualTo(new Result.Done(4_995, 5, 0));
    shop.clock.addAndGet(Duration.ofDays(60).toMillis());
    assertThat(bring(shop.at(""), shop.serverKey)).isEqualTo(new Result.Done(0, 5, 4_995));
    shop.settled();
    assertThat(shop.events).hasSize(4_995).allMatch(event -> event.history());
    assertThat(shop.dead()).isEmpty();
  }

  @Test
  void whatAnAnswerThatWasLostHadTakenIsNoDuplicate() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer wire =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    wire.createContext("/", exchange -> forward(exchange, calls.getAndIncrement() % 2 == 0));
    wire.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + wire.getAddress().getPort());
      assertThat(bring(address, shop.serverKey)).isEqualTo(new Result.Done(4_995, 5, 0));
      assertThat(calls.get()).isGreaterThanOrEqualTo(10);
    } finally {
      wire.stop(0);
    }
    shop.settled();
    assertThat(shop.events).hasSize(4_995);
  }

  /// Hands the request on; the answer may get lost.
  private void forward(HttpExchange exchange, boolean lost) throws IOException {
    HttpResponse<String> response =
        shop.send(
            shop.request(exchange.getRequestURI().toString())
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .build());
    if (lost) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(503, -1);
    } else {
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.statusCode(), body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Test
  void aKeyThatIsNoneStopsTheImport() {
    assertThatThrownBy(() -> bring(shop.at(""), "tl_ingest_unknown"))
        .hasMessageContaining("does not know the key")
        .hasMessageContaining("run the same command again");
  }

  @Test
  void onlyKeysOfServersAreToldWhatIsKnown() {
    String batch =
        """
        {"batch":[{"type":"track","event":"E","userId":"u","messageId":"m1"},
        {"type":"track","event":"E","messageId":"m2"}]}
        """;
    assertThat(shop.post("/v1/import?counts=true", batch).body())
        .isEqualTo(
            "{\"duplicates\":0,\"rejected\":[{\"code\":\"no_identity\",\"index\":1,\"message\":\"The event"
                + " says of nobody: it has neither userId nor anonymousId\"}],\"success\":true}");
    assertThat(shop.post("/v1/import?counts=true", batch).body()).contains("\"duplicates\":1");
    assertThat(shop.post("/v1/import?counts=true", shop.browserKey, batch).body())
        .doesNotContain("duplicates");
    assertThat(shop.post("/v1/import", batch).body()).doesNotContain("duplicates");
  }

  @Test
  void aServerGivesOutWhatItHolds() throws IOException {
    assertThat(bring(shop.at(""), shop.serverKey)).isEqualTo(new Result.Done(4_995, 5, 0));
    assertThat(exported(shop.at(""), shop.adminKey))
        .hasSize(51)
        .contains("u1,[],[],[],2026-03-02T10:00:00Z,[]");
    assertThatThrownBy(() -> exported(shop.at(""), shop.serverKey)).hasMessageContaining("401");
    String[] asked = {"Authorization", "Bearer " + shop.adminKey};
    HttpResponse<String> lists =
        shop.send(shop.request("/api/export/audiences").headers(asked).build());
    assertThat(lists.statusCode()).isEqualTo(200);
    assertThat(lists.body()).isEmpty();
    assertThat(shop.send(shop.request("/api/export/stars").headers(asked).build()).statusCode())
        .isEqualTo(404);
  }

  private List<String> exported(URI address, String key) throws IOException {
    Path out = directory.resolve("profiles.csv");
    try (RunningServer server = new RunningServer(address, key)) {
      Export.run(server, What.PROFILES, Export.Format.CSV, false, out, _ -> {});
    }
    return Files.readAllLines(out);
  }

  private Result bring(URI address, String key) {
    try (RunningServer server = new RunningServer(address, key)) {
      return FileImport.run(
          directory.resolve("in.csv"),
          directory.resolve("map.yaml"),
          server,
          directory.resolve("rejects.csv"),
          shop.clock::get,
          _ -> {});
    }
  }
}
