package dev.throughline.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A real SMTP server that says, at each command, what a test told it to say next, and otherwise
/// takes the mail. `drop` closes the connection instead of answering.
final class PostOffice implements AutoCloseable {
  static final String DROP = "drop";

  /// The end of a mail, as a command.
  static final String END = ".";

  static final String GREETING = "GREETING";

  private static final Map<String, String> USUAL =
      Map.of(
          GREETING,
          "220 post.example ESMTP",
          "MAIL",
          "250 2.1.0 Ok",
          "RCPT",
          "250 2.1.5 Ok",
          "DATA",
          "354 End data with <CR><LF>.<CR><LF>",
          END,
          "250 2.0.0 Ok: queued as 4F1B2",
          "RSET",
          "250 2.0.0 Ok",
          "NOOP",
          "250 2.0.0 Ok",
          "AUTH",
          "235 2.7.0 Authentication successful",
          "QUIT",
          "221 2.0.0 Bye");

  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final boolean implicit;
  private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// `plain MAIL FROM:<…>` or `tls …`, in order.
  final List<String> heard = new CopyOnWriteArrayList<>();

  final List<String> mails = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  /// @param tls offered by STARTTLS, or spoken from the start; null: not at all
  PostOffice(@Nullable SSLContext tls, boolean implicit) {
    this.tls = tls;
    this.implicit = implicit;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  PostOffice() {
    this(null, false);
  }

  int port() {
    return server.getLocalPort();
  }

  /// The next answers to a command; the usual ones come after them.
  PostOffice answers(String command, String... answers) {
    script.computeIfAbsent(command, _ -> new ArrayDeque<>()).addAll(List.of(answers));
    return this;
  }

  /// Closes all connections, as a server does that restarts.
  void hangUp() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      open.add(plain);
      Socket socket = implicit ? secured(plain) : plain;
      if (say(socket, answer(GREETING))) {
        talk(socket, socket instanceof SSLSocket);
      }
    } catch (IOException e) {
      heard.add("lost " + e.getMessage());
    }
  }

  private void talk(Socket socket, boolean secure) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String line;
    while ((line = lines.readLine()) != null) {
      heard.add((secure ? "tls " : "plain ") + line);
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (verb.equals("STARTTLS") && tls != null) {
        say(socket, "220 2.0.0 Ready to start TLS");
        talk(secured(socket), true);
        return;
      }
      String said = verb.equals("EHLO") ? extensions(secure) : answer(verb);
      if (!say(socket, said) || verb.equals("QUIT")) {
        return;
      }
      boolean mail = verb.equals("DATA") && said.startsWith("354");
      if (mail && !(content(lines) && say(socket, answer(END)))) {
        return;
      }
    }
  }

  private boolean content(BufferedReader lines) throws IOException {
    StringBuilder mail = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.equals(END)) {
        mails.add(mail.toString());
        return true;
      }
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return false;
  }

  private String extensions(boolean secure) {
    String starttls = tls != null && !secure ? "250-STARTTLS\r\n" : "";
    return script.containsKey("EHLO")
        ? answer("EHLO")
        : "250-post.example\r\n250-PIPELINING\r\n" + starttls + "250-AUTH PLAIN LOGIN\r\n250 DSN";
  }

  private synchronized String answer(String command) {
    Deque<String> scripted = script.get(command);
    String answer = scripted == null ? null : scripted.poll();
    return answer == null ? USUAL.getOrDefault(command, "502 5.5.2 What?") : answer;
  }

  private static boolean say(Socket socket, String answer) throws IOException {
    if (answer.equals(DROP)) {
      socket.close();
      return false;
    }
    OutputStream out = socket.getOutputStream();
    out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return true;
  }

  private Socket secured(Socket plain) throws IOException {
    if (tls == null) {
      throw new IllegalStateException("This post office has no certificate");
    }
    SSLSocket secure =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "client", plain.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUp();
  }
}
