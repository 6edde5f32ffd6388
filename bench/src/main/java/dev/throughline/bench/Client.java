package dev.throughline.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// A load of HTTP requests over a few connections, as cheap as can be: it shares the cores with
/// what it measures.
final class Client implements AutoCloseable {
  private static final int MAX_HEAD = 4096;

  /// What the server asks for when it answers 429.
  private static final int RETRY_AFTER_MS = 1_000;

  private final String head;
  private final int port;
  private final LinkedBlockingQueue<Line> free = new LinkedBlockingQueue<>();
  private final ExecutorService senders;
  private final List<Future<?>> sent = new ArrayList<>();

  Client(int port, String key, int connections) {
    this.port = port;
    this.senders = Executors.newFixedThreadPool(connections);
    String basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    this.head =
        "POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\nContent-Type: application/json\r\nContent-Length: "
            .formatted(basic);
    for (int i = 0; i < connections; i++) {
      free.add(connect());
    }
  }

  /// An open connection.
  private record Line(Socket socket, InputStream in) {}

  private Line connect() {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return new Line(socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Sends all of them, as fast as they are taken.
  void send(List<byte[]> bodies) {
    bodies.forEach(this::sendSoon);
    finish();
  }

  void sendSoon(byte[] body) {
    sent.add(senders.submit(() -> post(body)));
  }

  /// Waits for everything that was sent.
  void finish() {
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (Exception failed) {
        throw new IllegalStateException("A request failed", failed);
      }
    }
    sent.clear();
  }

  private void post(byte[] body) {
    try {
      Line line = free.take();
      while (true) {
        int status = exchange(line, body);
        if (status == 200) {
          break;
        }
        if (status != 429) {
          throw new IllegalStateException("The server answered " + status);
        }
        Thread.sleep(RETRY_AFTER_MS);
      }
      free.add(line);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private int exchange(Line line, byte[] body) throws IOException {
    OutputStream out = line.socket.getOutputStream();
    byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    out.write(request);
    return status(line.in);
  }

  /// Reads one answer whose length is given.
  private static int status(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0 || head.length() > MAX_HEAD) {
        throw new IOException("The server hung up: " + head);
      }
      head.append((char) read);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    if (at >= 0) {
      String length = lower.substring(at + "content-length:".length(), lower.indexOf("\r\n", at));
      in.skipNBytes(Long.parseLong(length.strip()));
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  @Override
  public void close() {
    senders.shutdown();
    for (Line line : free) {
      try {
        line.socket.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
