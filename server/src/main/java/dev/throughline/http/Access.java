package dev.throughline.http;

import dev.throughline.registry.Key;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.registry.User;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may do what. Every request passes this one table before anything answers it.
record Access(Registry registry) implements Api {
  static final String COOKIE = "throughline";
  private static final String WHO = "who";
  private static final String BEARER = "Bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

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
      if (!method.equals("*") && !method.equals(asked)) {
        return false;
      }
      String[] wanted = path.split("/", -1);
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i].equals("*")) {
          return true;
        }
        boolean any = wanted[i].startsWith("{");
        if (i >= parts.length || (!any && !wanted[i].equals(parts[i]))) {
          return false;
        }
      }
      return wanted.length == parts.length;
    }
  }

  static final List<Rule> TABLE =
      List.of(
          new Rule("POST", "/api/session", Role.ANYONE),
          new Rule("GET", "/api/session", Role.VIEWER),
          new Rule("DELETE", "/api/session", Role.VIEWER),
          new Rule("GET", "/api/live", Role.VIEWER),
          new Rule("GET", "/api/dead-letters", Role.VIEWER),
          new Rule("GET", "/api/customers", Role.VIEWER),
          new Rule("GET", "/api/customers/{id}", Role.VIEWER),
          new Rule("GET", "/api/customers/{id}/timeline", Role.VIEWER),
          new Rule("GET", "/api/customers/{id}/explain", Role.VIEWER),
          new Rule("GET", "/api/registry", Role.VIEWER),
          new Rule("GET", "/api/journeys/{key}/metrics", Role.VIEWER),
          new Rule("GET", "/api/journeys/{key}/people", Role.VIEWER),
          new Rule("POST", "/api/journeys/{key}/start", Role.ADMIN),
          new Rule("GET", "/api/catalog/{kind}", Role.VIEWER),
          new Rule("GET", "/api/catalog/{kind}/{key}", Role.VIEWER),
          new Rule("PUT", "/api/catalog/{kind}/{key}", Role.ADMIN),
          new Rule("GET", "/api/segments", Role.VIEWER),
          new Rule("GET", "/api/segments/{key}", Role.VIEWER),
          new Rule("GET", "/api/segments/{key}/members", Role.VIEWER),
          new Rule("GET", "/api/segments/{key}/members/{id}", Role.VIEWER),
          new Rule("POST", "/api/attribution/reports", Role.VIEWER),
          new Rule("GET", "/api/attribution/orders", Role.VIEWER),
          new Rule("GET", "/api/attribution/orders/{order}", Role.VIEWER),
          new Rule("GET", "/api/outbox", Role.VIEWER),
          new Rule("GET", "/api/outbox/{message}", Role.VIEWER),
          new Rule("GET", "/api/policy", Role.VIEWER),
          new Rule("GET", "/api/facts", Role.VIEWER),
          new Rule("POST", "/api/simulations", Role.VIEWER),
          new Rule("GET", "/api/demo", Role.VIEWER),
          new Rule("POST", "/api/demo", Role.ADMIN),
          new Rule("POST", "/api/returned-mail", Role.ADMIN),
          new Rule("*", "/api/*", Role.ADMIN),
          new Rule("GET", "/metrics", Role.VIEWER),
          new Rule("*", "/*", Role.ANYONE));

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.before(this::check);
  }

  private void check(Context context) {
    Role needed = needed(context.method().name(), context.path());
    if (needed == Role.ANYONE) {
      return;
    }
    Caller caller = caller(context);
    if (caller == null) {
      refuse(context, Reply.problem(401, "You are signed out", null));
      return;
    }
    context.attribute(WHO, caller);
    if (needed == Role.ADMIN && !caller.user.role().equals(User.ADMIN)) {
      refuse(context, Reply.problem(403, "Your role does not allow this", null));
    } else if (caller.byCookie && !SAFE.contains(context.method().name()) && isForeign(context)) {
      refuse(
          context,
          Reply.problem(403, "The change was asked for by another site", "Use this site's page"));
    }
  }

  private static void refuse(Context context, Reply reply) {
    reply.send(context);
    context.skipRemainingHandlers();
  }

  /// Who asks.
  ///
  /// @param byCookie a browser adds the cookie by itself, whoever made it ask
  record Caller(User user, boolean byCookie) {}

  static Role needed(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    String[] parts = path.split("/", -1);
    return TABLE.stream()
        .filter(rule -> rule.fits(asked, parts))
        .findFirst()
        .map(Rule::role)
        .orElse(Role.ADMIN);
  }

  private @Nullable Caller caller(Context context) {
    String authorization = context.header("Authorization");
    if (authorization != null && authorization.startsWith(BEARER)) {
      Optional<Key> key = registry.keyOf(authorization.substring(BEARER.length()).strip());
      return key.filter(known -> known.scope() == Scope.ADMIN && !known.isRevoked())
          .map(known -> new Caller(new User("key-" + known.id(), known.name(), User.ADMIN), false))
          .orElse(null);
    }
    String cookie = context.cookie(COOKIE);
    return cookie == null
        ? null
        : registry.session(cookie).map(user -> new Caller(user, true)).orElse(null);
  }

  /// Browsers say where a request comes from: `Sec-Fetch-Site`, and those that do not, `Origin`.
  static boolean isForeign(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = context.header("Origin");
    return origin != null && !origin.replaceFirst("^https?://", "").equals(context.host());
  }

  static User user(Context context) {
    Caller caller = context.attribute(WHO);
    if (caller == null) {
      throw new IllegalStateException("Nobody was let in to " + context.path());
    }
    return caller.user;
  }
}
