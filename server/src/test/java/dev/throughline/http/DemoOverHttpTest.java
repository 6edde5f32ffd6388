package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.Ways;
import dev.throughline.demo.Demo;
import dev.throughline.demo.DemoClock;
import dev.throughline.message.Channels;
import dev.throughline.registry.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clock of a demo world is turned over HTTP, and the world goes on after a restart.
class DemoOverHttpTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path data = Path.of("");

  @Test
  void theClockIsShownAndTurned() throws IOException, InterruptedException {
    Demo demo = open(NOW);
    try (ThroughlineServer server = serve(demo)) {
      demo.start(server.runtime());
      demo.history().join();

      assertThat(get(server).body())
          .contains(
              "\"demo\":true", "\"world\":\"Lumen & Oak\"", "\"now\":\"2026-03-02T12:00:00Z\"")
          .contains("\"people\":40", "\"catchingUpTo\":null", "\"paused\":false", "\"speed\":1");
      assertThat(post(server, "{\"action\":\"pause\"}").body()).contains("\"paused\":true");
      assertThat(post(server, "{\"action\":\"resume\"}").body()).contains("\"paused\":false");
      assertThat(post(server, "{\"action\":\"speed\",\"speed\":600}").body())
          .contains("\"speed\":600");
      assertThat(post(server, "{\"action\":\"fast-forward\",\"by\":\"PT6H\"}").statusCode())
          .isEqualTo(200);
      demo.close();
    }
  }

  @Test
  void whatTheClockDoesNotUnderstandIsSaid() throws IOException, InterruptedException {
    Demo demo = open(NOW);
    try (ThroughlineServer server = serve(demo)) {
      for (String wrong :
          List.of(
              "[]",
              "{\"action\":\"stop\"}",
              "{\"action\":\"speed\",\"speed\":0}",
              "{\"action\":\"speed\",\"speed\":\"fast\"}",
              "{\"action\":\"fast-forward\",\"by\":\"P8D\"}",
              "{\"action\":\"fast-forward\",\"by\":\"soon\"}")) {
        assertThat(post(server, wrong).statusCode()).as(wrong).isEqualTo(422);
      }
    }
  }

  @Test
  void aServerWithoutAWorldSaysSo() throws IOException, InterruptedException {
    try (ThroughlineServer server =
        ThroughlineServer.open(ThroughlineServer.Options.of(data, 0, Configuration.NONE))) {
      assertThat(get(server).body()).contains("\"demo\":false", "\"now\":null");
      assertThat(post(server, "{\"action\":\"pause\"}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aWorldThatWasStoppedGoesOnOnTheSameDirectory() {
    long registered;
    Demo first = open(NOW);
    try (ThroughlineServer server = serve(first)) {
      first.start(server.runtime());
      first.history().join();
      first.close();
      registered = first.planted().of("registered");
    }
    Demo second = open(NOW.plus(Duration.ofDays(2)));
    try (ThroughlineServer server = serve(second)) {
      assertThat(second.clock().state().now()).isEqualTo(NOW);
      second.start(server.runtime());
      second.history().join();
      second.close();

      assertThat(second.clock().state().phase()).isEqualTo(DemoClock.Phase.LIVE);
      assertThat(second.clock().state().now()).isEqualTo(NOW.plus(Duration.ofDays(2)));
      assertThat(second.planted().of("registered")).isGreaterThanOrEqualTo(registered);
      assertThat(registered).isPositive();
    }
  }

  private Demo open(Instant real) {
    return Demo.open(data, new Demo.Wish(5, 40, 20), InstantSource.fixed(real));
  }

  private ThroughlineServer serve(Demo demo) {
    return ThroughlineServer.open(
        new ThroughlineServer.Options(
            data,
            "127.0.0.1",
            0,
            demo.clock(),
            new Ways(new TreeSet<>(Channels.ALL), Map.of()),
            List.of(demo.listener()),
            _ -> List.of(new DemoApi(demo))));
  }

  private static HttpResponse<String> get(ThroughlineServer server)
      throws IOException, InterruptedException {
    return send(server, request(server).GET());
  }

  private static HttpResponse<String> post(ThroughlineServer server, String body)
      throws IOException, InterruptedException {
    return send(server, request(server).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(ThroughlineServer server) {
    URI place = URI.create("http://127.0.0.1:%d/api/demo".formatted(server.port()));
    return HttpRequest.newBuilder(place);
  }

  private static HttpResponse<String> send(ThroughlineServer server, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    String key = server.registry().createKey(Scope.ADMIN, "test").secret();
    request.header("Authorization", "Bearer " + key);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
