package dev.throughline.http;

import dev.throughline.registry.Key;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.registry.User;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may do what: one table, which every request passes before anything answers it.
final class Gate {
  static final String COOKIE = "throughline";
  private static final String WHO = "who";
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Registry registry;

  Gate(Registry registry) {
    this.registry = registry;
  }

  enum Role {
    ANYONE,
    /// Signed in, or with a key of scope admin.
    VIEWER,
    ADMIN
  }

  /// The first row that fits a request decides.
  ///
  /// @param method `*` for any
  /// @param path `{…}` stands for one part, a `*` at the end for the rest
  record Rule(String method, String path, Role role) {
    boolean fits(String asked, String[] parts) {
      String[] wanted = path.split("/", -1);
      boolean all = wanted[wanted.length - 1].equals("*");
      int named = all ? wanted.length - 1 : wanted.length;
      if (!(method.equals("*") || method.equals(asked))
          || parts.length < named
          || (!all && parts.length > named)) {
        return false;
      }
      for (int i = 0; i < named; i++) {
        if (!wanted[i].startsWith("{") && !wanted[i].equals(parts[i])) {
          return false;
        }
      }
      return true;
    }
  }

  static final List<Rule> TABLE =
      List.of(
          new Rule("POST", "/api/session", Role.ANYONE),
          new Rule("DELETE", "/api/session", Role.VIEWER),
          // Signed by the gateway that sends them.
          new Rule("POST", "/api/receipts", Role.ANYONE),
          new Rule("POST", "/api/attribution/reports", Role.VIEWER),
          new Rule("POST", "/api/simulations", Role.VIEWER),
          // Providers show by a signature or a password of their own who they are.
          new Rule("POST", "/api/callbacks/{provider}", Role.ANYONE),
          new Rule("GET", "/api/export/{what}", Role.ADMIN),
          new Rule("GET", "/api/*", Role.VIEWER),
          new Rule("*", "/api/*", Role.ADMIN),
          // Nodes of a cluster show each other what only they can know.
          new Rule("POST", "/cluster/ask", Role.ANYONE),
          new Rule("GET", "/metrics", Role.VIEWER),
          new Rule("GET", "/health/live", Role.ANYONE),
          new Rule("GET", "/health/ready", Role.ANYONE),
          new Rule("GET", "/openapi.json", Role.ANYONE),
          // What recipients of messages follow: their token is all that they need.
          new Rule("GET", "/c/{token}", Role.ANYONE),
          new Rule("GET", "/o/{token}", Role.ANYONE),
          new Rule("GET", "/u/{token}", Role.ANYONE),
          new Rule("POST", "/u/{token}", Role.ANYONE),
          new Rule("GET", "/p/{token}", Role.ANYONE),
          new Rule("POST", "/p/{token}", Role.ANYONE),
          // The files of the web application.
          new Rule("GET", "/*", Role.ANYONE));

  static Role needed(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    String[] parts = path.split("/", -1);
    return TABLE.stream()
        .filter(rule -> rule.fits(asked, parts))
        .findFirst()
        .map(Rule::role)
        .orElse(Role.ADMIN);
  }

  /// Runs before every route.
  void check(Context context) {
    if (context.path().startsWith("/api/") && isForged(context)) {
      throw new HttpProblem(
          403, "other_origin", "The request comes from another site", "Use the web application");
    }
    Role needed = needed(context.method().name(), context.path());
    if (needed == Role.ANYONE) {
      return;
    }
    User user =
        who(context)
            .orElseThrow(() ->
                new HttpProblem(
                    401,
                    "not_signed_in",
                    "You are not signed in",
                    "Sign in, or send a key of scope admin as a bearer"));
    if (needed == Role.ADMIN && !user.role().equals(User.ADMIN)) {
      throw new HttpProblem(
          403, "not_allowed", "Your role does not allow this", "Ask somebody who may");
    }
    context.attribute(WHO, user);
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
    boolean signsIn = context.path().equals("/api/session");
    if (READING.contains(context.method()) || (context.cookie(COOKIE) == null && !signsIn)) {
      return false;
    }
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = context.header("Origin");
    return origin != null && !origin.endsWith("://" + context.header("Host"));
  }

  /// Who asks, in a route that not everybody may take.
  static User whoAsks(Context context) {
    User user = context.attribute(WHO);
    if (user == null) {
      throw new IllegalStateException("The gate was not passed: " + context.path());
    }
    return user;
  }
}
