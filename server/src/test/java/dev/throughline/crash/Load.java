package dev.throughline.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Clients that send batches as the SDKs do: again, with the same ids, until they are acknowledged.
final class Load {
  static final String SENT = "SENT";
  static final String ACKNOWLEDGED = "ACK";
  static final int PEOPLE = 40;

  private static final int BATCH = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Ledger ledger;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable URI server;
  private int acknowledged;
  private boolean stopping;

  /// One event on its way: `message` is its id, `person` whose it is.
  private record Sent(String message, String person, String json) {}

  Load(Ledger ledger, String key, int clients, SplittableRandom random) {
    this.ledger = ledger;
    this.key = key;
    for (int i = 0; i < clients; i++) {
      int number = i;
      SplittableRandom own = random.split();
      threads.add(Thread.ofVirtual().start(() -> run(number, own)));
    }
  }

  /// From now on the server is there.
  synchronized void at(URI address) {
    server = address;
    notifyAll();
  }

  /// Waits until so many more batches have been acknowledged.
  synchronized void acknowledged(int more) throws InterruptedException {
    int enough = acknowledged + more;
    while (acknowledged < enough) {
      wait();
    }
  }

  private synchronized void acknowledge() {
    acknowledged++;
    notifyAll();
  }

  /// Waits until everything that was sent has been acknowledged.
  void finish() throws InterruptedException {
    synchronized (this) {
      stopping = true;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    client.close();
  }

  private void run(int number, SplittableRandom random) {
    try {
      for (int batch = 0; !isStopping(); batch++) {
        send(batch(number, batch, random));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized URI address() throws InterruptedException {
    while (server == null) {
      wait();
    }
    return server;
  }

  /// Mostly coffees of a few regulars, and in each batch one newcomer, who is sent a webhook.
  private static List<Sent> batch(int client, int batch, SplittableRandom random) {
    List<Sent> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String message = "m-%d-%d-%d".formatted(client, batch, i);
      boolean newcomer = i == 0;
      String person = newcomer ? "new-" + message : "u" + random.nextInt(PEOPLE);
      events.add(
          new Sent(
              message,
              person,
              "{\"type\":\"track\",\"event\":\"%s\",\"userId\":\"%s\",\"messageId\":\"%s\",\"properties\":{\"n\":%d}}"
                  .formatted(
                      newcomer ? "Signed Up" : "Coffee",
                      person,
                      message,
                      random.nextInt(1_000_000))));
    }
    return events;
  }

  private void send(List<Sent> events) throws InterruptedException {
    List<String> lines = events.stream().map(event -> event.message + " " + event.json).toList();
    List<String> json = events.stream().map(Sent::json).toList();
    String body = "{\"batch\":[%s],\"writeKey\":\"%s\"}".formatted(String.join(",", json), key);
    ledger.write(SENT, lines);
    while (true) {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve("/v1/batch"))
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofString(body))
              .build();
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          ledger.write(ACKNOWLEDGED, lines);
          acknowledge();
          return;
        }
      } catch (IOException killed) {
        // It may also be slow, and the last; and its successor may get the same port.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
