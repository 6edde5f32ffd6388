package dev.throughline.http;

import dev.throughline.catalog.Workspace;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Registry.SignedIn;
import dev.throughline.registry.User;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URI;
import java.util.Optional;

/// Signing in by a one-time link, and out.
record SessionApi(Registry registry, Shelves shelves, Optional<URI> publicUrl) implements Api {
  private static final String VERSION =
      Optional.ofNullable(SessionApi.class.getPackage().getImplementationVersion())
          .orElse("development");

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/session", Reply.by(context -> Reply.ok(session(context, Access.user(context)))));
    routes.post("/api/session", Reply.by(this::signIn));
    routes.delete("/api/session", Reply.by(this::signOut));
  }

  private Reply signIn(Context context) {
    if (Access.isForeign(context)) {
      return Reply.problem(403, "The change was asked for by another site", "Use this site's page");
    }
    String token =
        JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields body)
            ? body.text("token")
            : "";
    Optional<SignedIn> signedIn = token.isEmpty() ? Optional.empty() : registry.signIn(token);
    if (signedIn.isEmpty()) {
      return Reply.problem(401, "This link does not work any more", "A link works once");
    }
    int seconds = Math.toIntExact(Registry.SESSION_LIFE.toSeconds());
    context.cookie(cookie(context, signedIn.get().secret(), seconds));
    return Reply.json(201, session(context, signedIn.get().user()));
  }

  private Reply signOut(Context context) {
    String secret = context.cookie(Access.COOKIE);
    if (secret != null) {
      registry.signOut(secret);
    }
    context.cookie(cookie(context, "", 0));
    return Reply.empty(204);
  }

  private boolean isSecure(Context context) {
    return publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false)
        || context.scheme().equals("https");
  }

  private Cookie cookie(Context context, String secret, int seconds) {
    return new Cookie(
        Access.COOKIE,
        secret,
        "/",
        seconds,
        isSecure(context),
        true,
        null,
        SameSite.STRICT);
  }

  private Fields session(Context context, User user) {
    Shelf shelf = shelves.now();
    Workspace workspace = shelf.catalog().workspace();
    String url =
        publicUrl.map(URI::toString).orElseGet(() -> context.scheme() + "://" + context.host());
    return Json.object(
        "user",
        Json.object("name", user.name(), "email", user.id(), "role", user.role()),
        "workspace",
        Json.object(
            "name", shelf.nameOf("workspace", shelf.workspaceKey()),
            "zone", workspace.zone().getId(),
            "currency", workspace.currency(),
            "locale", workspace.locale()),
        "ingest",
        Json.object("url", url, "writeKey", null),
        "version",
        VERSION);
  }
}
