package dev.throughline.http;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a request is answered with.
record Reply(int status, String contentType, String body, SortedMap<String, String> headers) {
  static final String PROBLEM = "application/problem+json";
  private static final SortedMap<String, String> NO_HEADERS = new TreeMap<>();

  /// One mistake in a request.
  ///
  /// @param pointer JSON pointer to it
  record Mistake(String pointer, String message) {}

  /// A handler that answers with what `answer` says.
  static Handler by(Function<Context, Reply> answer) {
    return context -> answer.apply(context).send(context);
  }

  static Reply ok(Value body) {
    return json(200, body);
  }

  static Reply json(int status, Value body) {
    return new Reply(status, "application/json", JsonValues.write(body), NO_HEADERS);
  }

  static Reply empty(int status) {
    return new Reply(status, "", "", NO_HEADERS);
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(status, contentType, body, NO_HEADERS);
  }

  static Reply problem(int status, String title, @Nullable String detail) {
    return problem(status, title, detail, List.of());
  }

  static Reply problem(int status, String title, @Nullable String detail, List<Mistake> mistakes) {
    Map<String, Value> values = new TreeMap<>();
    values.put("type", Value.of("about:blank"));
    values.put("title", Value.of(title));
    values.put("status", Value.of((long) status));
    if (detail != null) {
      values.put("detail", Value.of(detail));
    }
    if (!mistakes.isEmpty()) {
      values.put(
          "errors",
          Json.list(
              mistakes,
              mistake -> Json.object("pointer", mistake.pointer, "message", mistake.message)));
    }
    return new Reply(status, PROBLEM, JsonValues.write(new Fields(values)), NO_HEADERS);
  }

  static Reply notFound(String detail) {
    return problem(404, "There is nothing at this address", detail);
  }

  Reply with(String header, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, more);
  }

  void send(Context context) {
    headers.forEach(context::header);
    context.status(status);
    if (!contentType.isEmpty()) {
      context.contentType(contentType).result(body);
    }
  }
}
