package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.throughline.codec.document.Source;
import dev.throughline.event.Event;
import dev.throughline.governance.Consent;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settings;
import dev.throughline.runtime.Told;
import dev.throughline.runtime.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A server on a port of its own, on a clock that is turned by hand, with one key of each scope.
final class Shop implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  final AtomicLong clock = new AtomicLong(NOW.toEpochMilli());
  final List<Event> events = new CopyOnWriteArrayList<>();
  final ThroughlineServer server;
  final String serverKey;
  final String browserKey;
  final String adminKey;
  private final HttpClient client = HttpClient.newHttpClient();

  private Shop(Path data, Configuration configuration, UnaryOperator<Settings> settings) {
    ThroughlineServer.Options usual = ThroughlineServer.Options.of(data, 0, configuration);
    server =
        ThroughlineServer.open(
            new ThroughlineServer.Options(
                data,
                usual.host(),
                0,
                clock::get,
                usual.ways(),
                List.of(EmbeddedRuntime.listener(this::hear)),
                usual.apis(),
                configuration),
            settings.apply(Settings.of(data, clock::get)));
    serverKey = server.registry().createKey(Scope.INGEST, "shop").secret();
    browserKey = server.registry().createKey(Scope.BROWSER, "pages").secret();
    adminKey = server.registry().createKey(Scope.ADMIN, "deploy").secret();
  }

  static Shop open(Path data) {
    return open(data, Configuration.NONE);
  }

  static Shop open(Path data, Configuration configuration) {
    return new Shop(data, configuration, UnaryOperator.identity());
  }

  static Shop open(Path data, UnaryOperator<Settings> settings) {
    return new Shop(data, Configuration.NONE, settings);
  }

  static Configuration configuration(String yaml) {
    return switch (Configuration.parse(yaml)) {
      case Configuration.Reading.Ok(Configuration read) -> read;
      case Configuration.Reading.Wrong(var mistakes) -> fail(mistakes.toString());
    };
  }

  /// Whether Ann may be sent marketing.
  boolean mayBeSent(String channel) {
    return ask(view ->
        Consent.allows(
            view.customer("ann").orElseThrow(),
            "marketing",
            channel,
            view.catalog().workspace().consent()));
  }

  /// Puts a catalog in force that has no mistakes.
  void publish(String yaml) {
    assertThat(server.publishing().publish(List.of(new Source("shop.yaml", yaml))))
        .isInstanceOf(Publishing.Outcome.Published.class);
  }

  private void hear(Told told) {
    told.events().forEach(taken -> events.add(taken.event()));
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Posts with the key of a trusted server.
  HttpResponse<String> post(String path, String body) {
    return post(path, serverKey, body);
  }

  HttpResponse<String> post(String path, String key, String body) {
    return send(
        request(path)
            .header("Authorization", basic(key))
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  static String basic(String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  /// Waits until everything acknowledged has been applied.
  void settled() {
    if (server.runtime().submit(List.of(new Command.Tick()))
        instanceof Orchestrator.Submission.Taken(var durable)) {
      server.runtime().applied(durable.join()).join();
    }
  }

  <T> T ask(Function<View, T> question) {
    settled();
    return server.runtime().ask(question).join();
  }

  List<Dead> dead() {
    return ask(view -> view.dead(Long.MAX_VALUE, 100));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
