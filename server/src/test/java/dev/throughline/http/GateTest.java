package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.http.Gate.Role;
import dev.throughline.registry.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Who may do what: the table, and the requests that come up against it.
@Timeout(600)
class GateTest {
  private static final Set<String> OPEN =
      Set.of(
          "POST /api/session",
          "POST /api/receipts",
          "POST /api/callbacks/sendgrid",
          "POST /api/callbacks/postmark",
          "GET /health/live",
          "GET /health/ready",
          "GET /openapi.json");
  private static final Set<String> READS_BY_POST =
      Set.of("POST /api/attribution/reports", "POST /api/simulations", "DELETE /api/session");

  private static final Set<String> ONLY_FOR_ADMINS = Set.of("GET /api/export/{what}");

  private static Gallery gallery;

  @BeforeAll
  static void open(@TempDir Path data) {
    gallery = Gallery.open(data);
  }

  @AfterAll
  static void close() {
    gallery.close();
  }

  private static List<String> operations() {
    List<String> operations = new ArrayList<>();
    for (String path : Contract.templates()) {
      JsonNode item = Contract.DOCUMENT.get("paths").get(path);
      for (String method : List.of("get", "put", "post", "delete")) {
        if (item.has(method)) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    return operations;
  }

  private static Role needed(String operation) {
    int space = operation.indexOf(' ');
    return Gate.needed(operation.substring(0, space), operation.substring(space + 1));
  }

  @Test
  void whoIsSignedInMayLookAndAnAdminMayChange() {
    for (String operation : operations()) {
      Role wanted =
          OPEN.contains(operation)
              ? Role.ANYONE
              : ONLY_FOR_ADMINS.contains(operation)
                      || !(operation.startsWith("GET ") || READS_BY_POST.contains(operation))
                  ? Role.ADMIN
                  : Role.VIEWER;
      assertThat(needed(operation)).as(operation).isEqualTo(wanted);
    }
  }

  @Test
  void whatIsNotInTheTableIsForAdmins() {
    assertThat(Gate.needed("POST", "/api/something-new")).isEqualTo(Role.ADMIN);
    assertThat(Gate.needed("DELETE", "/c/token")).isEqualTo(Role.ADMIN);
    assertThat(Gate.needed("GET", "/metrics")).isEqualTo(Role.VIEWER);
    assertThat(Gate.needed("GET", "/people/p1")).isEqualTo(Role.ANYONE);
  }

  private static HttpResponse<String> send(String method, String path, String... headers) {
    var request = gallery.shop.request(path).method(method, BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gallery.shop.send(request.build());
  }

  @Test
  void nobodyGetsAnythingWithoutASessionOrAKey() {
    for (String operation : operations()) {
      if (!OPEN.contains(operation)) {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(method.length() + 1).replaceAll("\\{\\w+}", "x");
        HttpResponse<String> answer = send(method, path);
        assertThat(answer.statusCode()).as(operation).isEqualTo(401);
        Contract.held(method, answer);
      }
    }
    assertThat(send("GET", "/api/registry", "Authorization", "Bearer " + gallery.shop.serverKey))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(401);
  }

  /// The cookie of somebody who has signed in.
  private static String signedIn(String role) {
    String token =
        gallery.shop.server.registry().createLogin(new User("u-" + role, "Somebody", role));
    HttpResponse<String> answer =
        gallery.shop.send(
            gallery
                .shop
                .request("/api/session")
                .POST(BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(token)))
                .build());
    assertThat(answer.statusCode()).isEqualTo(201);
    Contract.held("POST", answer);
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    return cookie.replaceFirst(";.*", "");
  }

  @Test
  void aViewerLooksAndChangesNothing() {
    String cookie = signedIn("viewer");
    assertThat(send("GET", "/api/registry", "Cookie", cookie).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = send("POST", "/api/journeys/called/start", "Cookie", cookie);
    assertThat(refused.statusCode()).isEqualTo(403);
    Contract.held("POST", refused);
    assertThat(send("PUT", "/api/catalog/journey/called", "Cookie", cookie).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aChangeThatAnotherSiteAskedForIsRefused() {
    String cookie = signedIn(User.ADMIN);
    String path = "/api/journeys/called/start";
    assertThat(send("POST", path, "Cookie", cookie, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", path, "Cookie", cookie, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", path, "Cookie", cookie, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(400);
    assertThat(send("POST", "/api/session", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
  }

  @Test
  void aSignInLinkWorksOnceAndASessionEndsWhenOneSignsOut() {
    HttpResponse<String> used =
        gallery.shop.send(
            gallery
                .shop
                .request("/api/session")
                .POST(BodyPublishers.ofString("{\"token\":\"guessed\"}"))
                .build());
    assertThat(used.statusCode()).isEqualTo(401);
    String cookie = signedIn(User.ADMIN);
    assertThat(send("DELETE", "/api/session", "Cookie", cookie).statusCode()).isEqualTo(204);
    assertThat(send("GET", "/api/registry", "Cookie", cookie).statusCode()).isEqualTo(401);
  }
}
