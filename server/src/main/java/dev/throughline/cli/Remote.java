package dev.throughline.cli;

import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A running server, as the command line talks to it.
record Remote(URI server, String key) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// The catalog in force.
  ///
  /// @param tag tells whether it is still the same
  record Bundle(List<Source> sources, String tag) {}

  /// What became of a catalog that was sent.
  sealed interface Sent {
    record Published() implements Sent {}

    record Refused(String why, List<Problem> problems) implements Sent {}
  }

  /// The server answered what it should not.
  static final class Unexpected extends IOException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
      super(message);
    }
  }

  Bundle get() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request().GET());
    if (answer.statusCode() != 200) {
      throw new Unexpected(said(answer));
    }
    List<Source> sources = new ArrayList<>();
    if (fields(answer).get("sources") instanceof Items(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Fields source) {
          sources.add(new Source(source.text("file"), source.text("text")));
        }
      }
    }
    return new Bundle(sources, answer.headers().firstValue("ETag").orElse(""));
  }

  /// Puts the sources in the place of the catalog with this tag.
  Sent put(List<Source> sources, String tag) throws IOException, InterruptedException {
    List<Value> items = new ArrayList<>();
    for (Source source : sources) {
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("file", Value.of(source.file()));
      values.put("text", Value.of(source.text()));
      items.add(new Fields(values));
    }
    TreeMap<String, Value> bundle = new TreeMap<>();
    bundle.put("sources", new Items(items));
    String body = JsonValues.write(new Fields(bundle));
    HttpResponse<String> answer =
        send(
            request()
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString(body)));
    return answer.statusCode() == 200
        ? new Sent.Published()
        : new Sent.Refused(said(answer), problems(fields(answer)));
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(server.resolve("/api/catalog"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException refused) {
      throw new Unexpected("no server answers at %s; is it running?".formatted(server));
    }
  }

  private static Fields fields(HttpResponse<String> answer) {
    return JsonValues.parse(answer.body(), Integer.MAX_VALUE)
            instanceof JsonValues.Parsed.Ok(Fields fields)
        ? fields
        : Fields.EMPTY;
  }

  private static String said(HttpResponse<String> answer) {
    Fields problem = fields(answer);
    return problem.text("title").isEmpty()
        ? "the server answered " + answer.statusCode()
        : "%s: %s".formatted(problem.text("title"), problem.text("detail"));
  }

  private static List<Problem> problems(Fields answer) {
    List<Problem> problems = new ArrayList<>();
    if (answer.get("errors") instanceof Items(List<Value> errors)) {
      for (Value item : errors) {
        if (item instanceof Fields error) {
          problems.add(
              new Problem(
                  error.text("file"),
                  error.get("line") instanceof Int(long line) ? (int) line : 0,
                  error.text("document"),
                  error.text("pointer"),
                  error.text("severity").equals("launch") ? Severity.LAUNCH : Severity.ERROR,
                  error.text("code"),
                  error.text("message"),
                  error.text("remedy")));
        }
      }
    }
    return problems;
  }
}
