package dev.throughline.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/// A provider: takes webhooks and writes into the ledger what has reached it.
final class Sink implements AutoCloseable {
  static final String WIRE = "WIRE";

  private final HttpServer server;
  private final Ledger ledger;

  Sink(Ledger ledger) throws IOException {
    this.ledger = ledger;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void take(HttpExchange call) throws IOException {
    String id = String.valueOf(call.getRequestHeaders().getFirst("webhook-id"));
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ledger.write(WIRE, List.of(id + " " + body));
    call.sendResponseHeaders(200, -1);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
