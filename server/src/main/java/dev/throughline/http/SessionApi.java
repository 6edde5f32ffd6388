package dev.throughline.http;

import dev.throughline.catalog.Workspace;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.document.Tree;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.registry.Registry;
import dev.throughline.registry.User;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Signing in with a one-time link, and out.
record SessionApi(Registry registry, Orchestrator runtime) implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/session", this::signIn);
    routes.get("/api/session", context -> answer(context, 200, Gate.whoAsks(context)));
    routes.delete("/api/session", this::signOut);
  }

  private void signIn(Context context) {
    String token =
        JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields body)
            ? body.text("token")
            : "";
    Registry.SignedIn signedIn =
        registry
            .signIn(token)
            .orElseThrow(() ->
                new HttpProblem(
                    401,
                    "login_link",
                    "The link does not work",
                    "It was used or has expired; restart the server to get another as long as"
                        + " nobody has signed in"));
    context.cookie(cookie(context, signedIn.secret(), (int) Registry.SESSION_LIFE.toSeconds()));
    answer(context, 201, signedIn.user());
  }

  private void signOut(Context context) {
    String secret = context.cookie(Gate.COOKIE);
    if (secret != null) {
      registry.signOut(secret);
    }
    context.cookie(cookie(context, "", 0));
    context.status(204);
  }

  private static Cookie cookie(Context context, String secret, int seconds) {
    boolean secure = context.scheme().equals("https");
    return new Cookie(Gate.COOKIE, secret, "/", seconds, secure, true, null, SameSite.STRICT);
  }

  private void answer(Context context, int status, User user) {
    record Seen(Workspace workspace, List<Source> sources) {}
    Seen seen =
        runtime
            .ask(view -> new Seen(view.catalog().documents().workspace(), view.sources()))
            .join();
    Workspace workspace = seen.workspace;
    TreeMap<String, Value> session = new TreeMap<>();
    session.put("user", fields("name", user.name(), "email", "", "role", user.role()));
    session.put(
        "workspace",
        fields(
            "name",
            nameOf(seen.sources),
            "zone",
            workspace.zone().getId(),
            "currency",
            workspace.currency(),
            "locale",
            workspace.locale()));
    String url = context.scheme() + "://" + context.host();
    TreeMap<String, Value> ingest = new TreeMap<>();
    ingest.put("url", Value.of(url));
    ingest.put("writeKey", Value.Nothing.NOTHING);
    session.put("ingest", new Fields(ingest));
    session.put("version", Value.of(version()));
    context
        .status(status)
        .contentType("application/json")
        .result(JsonValues.write(new Fields(session)));
  }

  private static String nameOf(List<Source> sources) {
    return Parsing.of(sources).documents().stream()
        .filter(document -> document.kind().equals("workspace"))
        .flatMap(document -> Stream.ofNullable(document.root().get("name")))
        .map(tree -> tree instanceof Tree.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse("Throughline");
  }

  private static String version() {
    @Nullable String built = SessionApi.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }

  private static Fields fields(String... namesAndTexts) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      values.put(namesAndTexts[i], Value.of(namesAndTexts[i + 1]));
    }
    return new Fields(values);
  }
}
