package dev.throughline.http.ingest;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a request is answered with.
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  /// Clients throw an event away at 400, 401 and 413 and send it again at 429 and 503, so these are
  /// chosen by whether it could be taken later.
  private static final long MAX_RETRY_SECONDS = 60;

  static Answer json(Fields body) {
    return new Answer(200, "application/json", JsonValues.write(body), Map.of());
  }

  static Answer empty(int status) {
    return new Answer(status, "", "", Map.of());
  }

  /// An RFC 9457 problem.
  static Answer problem(int status, String code, String title, String detail) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("type", Value.of("urn:throughline:problem:" + code));
    values.put("title", Value.of(title));
    values.put("status", Value.of((long) status));
    values.put("detail", Value.of(detail));
    String body = JsonValues.write(new Fields(values));
    return new Answer(status, "application/problem+json", body, Map.of());
  }

  /// A problem that goes away by itself.
  static Answer later(int status, String code, String title, String detail, Duration after) {
    long seconds = Math.clamp(after.toSeconds(), 1, MAX_RETRY_SECONDS);
    String text = Long.toString(seconds);
    return problem(status, code, title, detail)
        .with(Map.of("Retry-After", text, "X-RateLimit-Reset", text));
  }

  Answer with(Map<String, String> more) {
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new Answer(status, contentType, body, all);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  static Value items(List<Value> values) {
    return new Value.Items(values);
  }
}
