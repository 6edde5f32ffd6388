package dev.throughline.http;

import dev.throughline.registry.Key;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.registry.User;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Optional;
import java.util.Set;

/// Lets through to `/api/` who is signed in or shows a key of scope admin.
final class Gate {
  static final String COOKIE = "throughline";
  private static final String WHO = "who";
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Registry registry;

  Gate(Registry registry) {
    this.registry = registry;
  }

  /// Runs before every route of the API.
  void check(Context context) {
    boolean signingIn =
        context.path().equals("/api/session") && context.method().equals(HandlerType.POST);
    if (isForged(context)) {
      throw new HttpProblem(
          403, "other_origin", "The request comes from another site", "Use the web application");
    }
    if (!signingIn) {
      context.attribute(
          WHO,
          who(context)
              .orElseThrow(() ->
                  new HttpProblem(
                      401,
                      "not_signed_in",
                      "You are not signed in",
                      "Sign in, or send a key of scope admin as a bearer")));
    }
  }

  private Optional<User> who(Context context) {
    String cookie = context.cookie(COOKIE);
    if (cookie != null) {
      return registry.session(cookie);
    }
    String shown = context.header("Authorization");
    if (shown == null || !shown.startsWith("Bearer ")) {
      return Optional.empty();
    }
    return registry
        .keyOf(shown.substring("Bearer ".length()).strip())
        .filter(key -> !key.isRevoked() && key.scope() == Scope.ADMIN)
        .map(Gate::user);
  }

  private static User user(Key key) {
    return new User("key:" + key.id(), key.name(), User.ADMIN);
  }

  /// Whether another site made a browser send it. Only browsers send these headers, and no page can
  /// change them.
  private static boolean isForged(Context context) {
    if (READING.contains(context.method()) || context.cookie(COOKIE) == null) {
      return false;
    }
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = context.header("Origin");
    return origin != null && !origin.endsWith("://" + context.header("Host"));
  }

  /// Who asks, in a route of the API.
  static User whoAsks(Context context) {
    User user = context.attribute(WHO);
    if (user == null) {
      throw new IllegalStateException("The gate was not passed: " + context.path());
    }
    return user;
  }
}
