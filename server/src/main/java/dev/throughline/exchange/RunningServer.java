package dev.throughline.exchange;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A server that is running, asked over HTTP: takes imports by its ingestion, gives exports by its
/// API.
public final class RunningServer implements Destination, Source {
  /// How often one request is made before the import gives up: some ten minutes.
  private static final int MAX_TRIES = 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final URI address;
  private final String key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /// One request after another, so that rows arrive in the order of the file.
  private final ExecutorService line = Executors.newSingleThreadExecutor();

  /// @param key of the scope `ingest` for an import, `admin` for an export
  public RunningServer(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public CompletableFuture<Taken> take(List<Event> events) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return answered(events.size(), post(body(events)));
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        },
        line);
  }

  private static byte[] body(List<Event> events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      String before = "{\"batch\":[";
      for (Event event : events) {
        packed.write((before + EventLine.write(event)).getBytes(StandardCharsets.UTF_8));
        before = ",";
      }
      packed.write("]}".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /// Sends a body until it is answered: what was taken although no answer came is known by the name
  /// of the import when it comes again.
  private HttpResponse<String> post(byte[] body) throws IOException {
    HttpRequest request =
        request("/v1/import?counts=true")
            .header("Authorization", "Basic " + base64(key + ":"))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .timeout(ANSWER)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    IOException last = new IOException("%s did not answer".formatted(address));
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < MAX_TRIES; i++) {
      @Nullable Duration asked = null;
      try {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        int status = response.statusCode();
        if (status != 429 && status < 500) {
          return response;
        }
        asked =
            response.headers().firstValueAsLong("Retry-After").stream()
                .mapToObj(Duration::ofSeconds)
                .findFirst()
                .orElse(null);
        last = new IOException(problem(response.statusCode(), response.body()));
      } catch (IOException failed) {
        last = new IOException("%s cannot be reached: %s".formatted(address, failed), failed);
      }
      AtRest.pause((asked == null ? pause : shorter(asked, LAST_PAUSE)).toMillis());
      pause = shorter(pause.multipliedBy(2), LAST_PAUSE);
    }
    throw last;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private Taken answered(int sent, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(problem(response.statusCode(), response.body()));
    }
    if (!(JsonValues.parse(response.body()) instanceof JsonValues.Parsed.Ok(Fields fields))) {
      throw new IOException("%s does not answer as Throughline does".formatted(address));
    }
    if (fields.get("quarantined") instanceof Value.Int) {
      throw new IOException(
          "%s does not know the key: make one with `throughline key create --scope ingest`"
              .formatted(address));
    }
    if (!(fields.get("duplicates") instanceof Value.Int(long duplicates))) {
      throw new IOException("%s does not say how many rows it knew".formatted(address));
    }
    List<Refused> refused = new ArrayList<>();
    if (fields.get("rejected") instanceof Items(var items)) {
      for (Value item : items) {
        if (item instanceof Fields each && each.get("index") instanceof Value.Int(long index)) {
          refused.add(new Refused(Math.toIntExact(index), each.text("message")));
        }
      }
    }
    return new Taken(sent - refused.size() - duplicates, duplicates, refused);
  }

  private String problem(int status, String body) {
    String detail =
        JsonValues.parse(body) instanceof JsonValues.Parsed.Ok(Fields fields)
            ? fields.text("title") + ". " + fields.text("detail")
            : "";
    return "%s answers %d %s".formatted(address, status, detail).strip();
  }

  private HttpRequest.Builder request(String path) {
    String base = address.toString();
    String slashless = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpRequest.newBuilder(URI.create(slashless + path));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for an answer", stopped);
    }
  }

  @Override
  public void lines(What what, Consumer<String> each) throws IOException {
    String word = what.name().toLowerCase(Locale.ROOT);
    HttpRequest request =
        request("/api/export/" + word).header("Authorization", "Bearer " + key).GET().build();
    var response = send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        String answer = lines.readLine();
        throw new IOException(problem(response.statusCode(), answer == null ? "" : answer));
      }
      for (String next = lines.readLine(); next != null; next = lines.readLine()) {
        each.accept(next);
      }
    }
  }

  @Override
  public void close() {
    line.shutdownNow();
    client.close();
  }
}
