package dev.throughline.http;

import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// The whole catalog at once, as the files it was written in: what `apply`, `diff` and `pull` work
/// with.
final class BundleApi implements Api {
  /// A path below the catalog's directory, and nowhere else.
  private static final Pattern FILE =
      Pattern.compile("(?!/)(?!.*(^|/)\\.)[^\\\\\\p{Cntrl}]{1,200}\\.(yaml|yml|json)");

  /// The largest catalog, in bytes: what fits into one entry of the log.
  static final int MAX_BYTES = 6 << 20;

  private static final int MAX_NAMES = 30_000;

  private final Orchestrator runtime;
  private final Publishing publishing;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  BundleApi(Orchestrator runtime, Publishing publishing) {
    this.runtime = runtime;
    this.publishing = publishing;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/catalog", this::get);
    routes.put("/api/catalog", this::put);
  }

  private void get(Context context) {
    Fields bundle = bundle(sources());
    context
        .header("ETag", tag(bundle))
        .contentType("application/json")
        .result(JsonValues.write(bundle));
  }

  private List<Source> sources() {
    return runtime.ask(View::sources).join();
  }

  private void put(Context context) {
    List<Source> sources = sources(context.body());
    oneAtATime.lock();
    try {
      String expected = context.header("If-Match");
      if (expected != null && !expected.equals(tag(bundle(sources())))) {
        throw new HttpProblem(
            412,
            "changed_meanwhile",
            "The catalog has changed meanwhile",
            "Look at what has changed, and apply again");
      }
      publish(context, sources);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void publish(Context context, List<Source> sources) {
    switch (publishing.publish(sources)) {
      case Publishing.Outcome.Published(int documents) -> {
        context.header("ETag", tag(bundle(sources)));
        TreeMap<String, Value> values = new TreeMap<>();
        values.put("documents", Value.of((long) documents));
        context.contentType("application/json").result(JsonValues.write(new Fields(values)));
      }
      case Publishing.Outcome.Refused(List<Problem> problems) -> throw refused(problems);
      case Publishing.Outcome.Unavailable(String why, var after) -> {
        context.header("Retry-After", Long.toString(Math.max(after.toSeconds(), 1)));
        throw new HttpProblem(503, "unavailable", "It cannot be published now", why);
      }
    }
  }

  private static HttpProblem refused(List<Problem> problems) {
    HttpProblem refused =
        new HttpProblem(
            422,
            "catalog",
            "The catalog cannot be published",
            "%d things are to be settled first".formatted(problems.size()));
    for (Problem problem : problems) {
      TreeMap<String, Value> more = new TreeMap<>();
      more.put("file", Value.of(problem.file()));
      more.put("line", Value.of((long) problem.line()));
      more.put("document", Value.of(problem.document()));
      more.put("severity", Value.of(problem.severity().name().toLowerCase(Locale.ROOT)));
      more.put("code", Value.of(problem.code()));
      more.put("remedy", Value.of(problem.remedy()));
      refused.error(problem.pointer(), problem.message(), more);
    }
    return refused;
  }

  private static List<Source> sources(String body) {
    List<Source> sources = new ArrayList<>();
    if (JsonValues.parse(body, MAX_NAMES) instanceof JsonValues.Parsed.Ok(Fields fields)
        && fields.get("sources") instanceof Items(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Fields source && FILE.matcher(source.text("file")).matches()) {
          sources.add(new Source(source.text("file"), source.text("text")));
        } else {
          throw new HttpProblem(
              400,
              "bad_file",
              "A file has no name that it could have",
              "Name each by its path below the catalog's directory, ending in .yaml, .yml or .json");
        }
      }
      return sources;
    }
    throw new HttpProblem(
        400,
        "bad_bundle",
        "The body is not a catalog",
        "Send {\"sources\":[{\"file\":\"cart.yaml\",\"text\":\"kind: journey…\"}]}");
  }

  private static Fields bundle(List<Source> sources) {
    List<Value> items = new ArrayList<>();
    for (Source source : sources) {
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("file", Value.of(source.file()));
      values.put("text", Value.of(source.text()));
      items.add(new Fields(values));
    }
    TreeMap<String, Value> bundle = new TreeMap<>();
    bundle.put("sources", new Items(items));
    return new Fields(bundle);
  }

  private static String tag(Fields bundle) {
    return "\"" + StableHash.hex(JsonValues.write(bundle)) + "\"";
  }
}
