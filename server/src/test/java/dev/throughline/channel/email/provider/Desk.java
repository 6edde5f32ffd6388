package dev.throughline.channel.email.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real HTTP server that plays a provider: it answers each call with what a test told it to say
/// next, and otherwise takes the mail.
public final class Desk implements AutoCloseable {
  /// The whole call is read, and the connection reset instead of an answer.
  public static final String RESET = "reset";

  /// The whole call is read, and nothing is said.
  public static final String SILENCE = "silence";

  /// An answer of a gigabyte.
  public static final String FLOOD = "flood";

  private static final long FLOOD_BYTES = 1L << 30;

  private final ServerSocket server;
  private final String usual;
  private final Deque<String> script = new ArrayDeque<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  public final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// A call as it came.
  ///
  /// @param headers by name in small letters
  public record Asked(String line, Map<String, String> headers, String body) {}

  public Desk(String usual) {
    this.usual = usual;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public static Desk sendGrid() {
    return new Desk(answer("202 Accepted", "", "X-Message-Id: sg-1"));
  }

  public static Desk postmark() {
    return new Desk(
        answer("200 OK", "{\"ErrorCode\":0,\"Message\":\"OK\",\"MessageID\":\"pm-1\"}"));
  }

  public static String answer(String status, String body, String... headers) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return text.append("Content-Length: " + length + "\r\n\r\n").append(body).toString();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /// The next answers; the usual one comes after them.
  public synchronized Desk answers(String... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  public int connections() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        Map<String, String> headers = headers(in);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String answer = next();
        asked.add(new Asked(line, headers, body));
        if (answer.equals(SILENCE)) {
          continue;
        }
        if (answer.equals(RESET)) {
          socket.setSoLinger(true, 0);
          return;
        }
        say(socket.getOutputStream(), answer);
        if (answer.contains("Connection: close")) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone; what it asked is on record.
    }
  }

  private synchronized String next() {
    String scripted = script.poll();
    return scripted == null ? usual : scripted;
  }

  private static void say(OutputStream out, String answer) throws IOException {
    if (!answer.equals(FLOOD)) {
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return;
    }
    out.write(
        "HTTP/1.1 202 Accepted\r\nContent-Length: %d\r\n\r\n"
            .formatted(FLOOD_BYTES)
            .getBytes(StandardCharsets.UTF_8));
    byte[] some = new byte[64 * 1024];
    for (long said = 0; said < FLOOD_BYTES; said += some.length) {
      out.write(some);
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("This is not HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /// Empty at the end.
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    while ((next = in.read()) >= 0 && next != '\n') {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
