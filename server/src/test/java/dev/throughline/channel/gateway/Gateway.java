package dev.throughline.channel.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A gateway on this machine: it takes what is rightly signed, and answers as it is told to.
public final class Gateway implements AutoCloseable {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /// What was rightly signed, in the order in which it came.
  public final List<Call> calls = new CopyOnWriteArrayList<>();

  private final SharedSecret secret = SharedSecret.parse(SECRET).orElseThrow();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Answer answer = Answer.of(200, "{\"id\":\"gw-1\"}");

  public record Call(String id, String timestamp, Fields body) {}

  public interface Answer {
    void to(HttpExchange exchange) throws IOException;

    static Answer of(int status, String body) {
      return of(status, body, Map.of());
    }

    static Answer of(int status, String body, Map<String, String> headers) {
      return exchange -> {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
      };
    }
  }

  public Gateway() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/send", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public void answers(Answer with) {
    answer = with;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%d/send".formatted(server.getAddress().getPort()));
  }

  public ChannelSettings.Gateway settings(boolean receipts) {
    return new ChannelSettings.Gateway(url(), secret, receipts);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = header(exchange, "webhook-id");
    String timestamp = header(exchange, "webhook-timestamp");
    if (!secret.signed(header(exchange, "webhook-signature"), id, timestamp, body)) {
      Answer.of(401, "").to(exchange);
      return;
    }
    calls.add(new Call(id, timestamp, fields(new String(body, StandardCharsets.UTF_8))));
    answer.to(exchange);
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  private static Fields fields(String json) {
    return JsonValues.parse(json) instanceof JsonValues.Parsed.Ok(Fields fields)
        ? fields
        : Fields.EMPTY;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
