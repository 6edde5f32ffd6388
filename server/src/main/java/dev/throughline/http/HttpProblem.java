package dev.throughline.http;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What went wrong with a request, as RFC 9457 has it. Thrown by a route; answered in one place.
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MAX_ERRORS = 50;

  private final int status;
  private final String code;
  private final String title;
  private final transient List<Value> errors = new ArrayList<>();

  /// @param code ends the URI by which programs tell problems apart
  /// @param detail what is wrong here, for a person
  public HttpProblem(int status, String code, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /// Adds one mistake in the request.
  public HttpProblem error(String pointer, String message) {
    return error(pointer, message, Map.of());
  }

  /// The same with more that programs may read.
  HttpProblem error(String pointer, String message, Map<String, Value> more) {
    if (errors.size() < MAX_ERRORS) {
      TreeMap<String, Value> error = new TreeMap<>(more);
      error.put("pointer", Value.of(pointer));
      error.put("message", Value.of(message));
      errors.add(new Fields(error));
    }
    return this;
  }

  int status() {
    return status;
  }

  String json() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("type", Value.of("urn:throughline:problem:" + code));
    values.put("title", Value.of(title));
    values.put("status", Value.of((long) status));
    values.put("detail", Value.of(String.valueOf(getMessage())));
    if (!errors.isEmpty()) {
      values.put("errors", new Value.Items(errors));
    }
    return JsonValues.write(new Fields(values));
  }

  void answer(Context context) {
    context.status(status).contentType("application/problem+json").result(json());
  }
}
