package dev.throughline.http.ingest;

import dev.throughline.codec.json.EventBatch;
import dev.throughline.codec.json.Slice;
import dev.throughline.event.Event;
import dev.throughline.registry.Registry;
import dev.throughline.runtime.Orchestrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers everything below `/v1/` and hands all else on. It stands before the rest of the server
/// because clients that nobody can change send text/plain, mislabelled gzip and slashes at the end.
public final class IngestHandler extends Handler.Wrapper {
  private static final String PREFIX = "/v1/";

  /// The query of a client that wants to know what counted, such as an import.
  private static final String COUNTS = "counts=true";

  /// How many bodies are read and parsed at once; it bounds what they take of the memory.
  private static final int MAX_AT_ONCE = 64;

  private final Intake intake;
  private final LongSupplier clockMs;
  private final String boot = UUID.randomUUID() + "-";
  private final AtomicLong requests = new AtomicLong();
  private final Semaphore places = new Semaphore(MAX_AT_ONCE);

  public IngestHandler(Registry registry, Orchestrator runtime, LongSupplier clockMs) {
    this.intake = new Intake(registry, runtime);
    this.clockMs = clockMs;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return super.handle(request, response, callback);
    }
    Cors.allow(request, response);
    send(answer(request, path), response, callback);
    return true;
  }

  private static void send(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] body = answer.bytes();
    if (body.length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private Answer answer(Request request, String path) throws InterruptedException {
    Route route = Route.of(path);
    if (route == null) {
      return Answer.problem(
          404,
          "no_such_path",
          "There is nothing at this path",
          "Events go to /v1/batch, or to /v1/ and the type of the call");
    }
    String method = request.getMethod();
    if (method.equals("OPTIONS")) {
      return Answer.empty(204);
    }
    return switch (route) {
      case Route.Settings(String writeKey) ->
          method.equals("GET") ? ClientSettings.of(request, writeKey) : notAllowed("GET");
      case Route.Call(Event.Type type) -> method.equals("POST") ? take(request, type) : notPost();
      case Route.Batch _ -> method.equals("POST") ? take(request, null) : notPost();
    };
  }

  private Answer take(Request request, Event.@Nullable Type type) throws InterruptedException {
    String shown = WriteKey.of(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    EventBatch.Arrival arrival =
        new EventBatch.Arrival(
            Instant.ofEpochMilli(clockMs.getAsLong()), boot + requests.incrementAndGet());
    EventBatch.Parsed parsed;
    Body body = body(request);
    switch (body) {
      case Body.Refused(Answer answer) -> {
        return answer;
      }
      case Body.Plain(Slice text) -> {
        places.acquire();
        try {
          parsed =
              type == null
                  ? EventBatch.parse(text, arrival)
                  : EventBatch.parse(text, type, arrival);
        } finally {
          places.release();
        }
      }
    }
    return switch (parsed) {
      case EventBatch.Parsed.Wrong(String code, String message, _) ->
          Answer.problem(400, code, "The body cannot be read", message);
      case EventBatch.Parsed.Ok ok ->
          intake.take(shown, ok, COUNTS.equals(request.getHttpURI().getQuery()));
    };
  }

  private static Body body(Request request) {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    try (InputStream in = Content.Source.asInputStream(request)) {
      return Body.read(in, encoding == null ? "" : encoding, request.getLength());
    } catch (IOException | HttpException.RuntimeException cut) {
      boolean slow = cut.getCause() instanceof TimeoutException;
      return new Body.Refused(
          slow
              ? Answer.problem(408, "too_slow", "The body took too long", "Send it again")
              : Answer.problem(400, "cut_short", "The body was cut short", "Send it again"));
    }
  }

  private static Answer notPost() {
    return notAllowed("POST");
  }

  private static Answer notAllowed(String allowed) {
    return Answer.problem(405, "method", "This path is not asked this way", "Use " + allowed)
        .with(Map.of("Allow", allowed + ", OPTIONS"));
  }
}
