package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogOverHttpTest {
  private Shop shop;

  @BeforeEach
  void open(@TempDir Path data) {
    shop =
        Shop.open(
            data,
            new Configuration(new TreeSet<>(List.of("email")), new TreeSet<>(), Optional.empty()));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void onlyAnAdminSeesIt() {
    assertThat(get(null).statusCode()).isEqualTo(401);
    assertThat(get("Bearer " + shop.serverKey).statusCode()).isEqualTo(401);
    assertThat(get("Bearer " + shop.browserKey).statusCode()).isEqualTo(401);
    assertThat(get("Bearer " + shop.adminKey).statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstLinkSignsInAndTheSessionIsLetThrough() {
    String token = shop.server.firstLogin().orElseThrow();

    HttpResponse<String> signedIn = signIn(token);

    assertThat(signedIn.statusCode()).isEqualTo(201);
    assertThat(signedIn.body()).contains("\"role\":\"admin\"").contains("\"zone\":\"Z\"");
    String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(signIn(token).statusCode()).isEqualTo(401);
    var request = shop.request("/api/catalog").header("Cookie", cookie.split(";", 2)[0]);
    assertThat(shop.send(request.build()).statusCode()).isEqualTo(200);
    var forged = request.copy().header("Sec-Fetch-Site", "cross-site").DELETE();
    assertThat(shop.send(forged.uri(shop.at("/api/session")).build()).statusCode()).isEqualTo(403);
    var out = request.copy().uri(shop.at("/api/session")).DELETE();
    assertThat(shop.send(out.build()).statusCode()).isEqualTo(204);
    assertThat(shop.send(request.build()).statusCode()).isEqualTo(401);
  }

  @Test
  void whatHasChangedMeanwhileIsNotOverwritten() {
    HttpResponse<String> before = get("Bearer " + shop.adminKey);
    String tag = before.headers().firstValue("etag").orElseThrow();

    assertThat(put(tag, WORKSPACE).statusCode()).isEqualTo(200);
    assertThat(put(tag, WORKSPACE).statusCode()).isEqualTo(412);
    assertThat(get("Bearer " + shop.adminKey).body()).isEqualTo(WORKSPACE);
  }

  @Test
  void aFileHasAPathBelowTheCatalogAndNoOther() {
    for (String file : List.of("../x.yaml", "/etc/x.yaml", "a/../x.yaml", ".x.yaml", "x.txt")) {
      var answer = put(null, WORKSPACE.replace("shop.yaml", file));
      assertThat(answer.statusCode()).as(file).isEqualTo(400);
    }
  }

  @Test
  void aBodyThatIsNoCatalogIsRefused() {
    assertThat(put(null, "{").statusCode()).isEqualTo(400);
    assertThat(put(null, "{\"sources\":7}").statusCode()).isEqualTo(400);
  }

  private static final String WORKSPACE =
      "{\"sources\":[{\"file\":\"shop.yaml\",\"text\":\"kind: workspace\\nkey: shop\\nname: Shop\\n\"}]}";

  private HttpResponse<String> signIn(String token) {
    return shop.send(
        shop.request("/api/session")
            .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
            .build());
  }

  private HttpResponse<String> get(@Nullable String authorization) {
    var request = shop.request("/api/catalog");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return shop.send(request.build());
  }

  private HttpResponse<String> put(@Nullable String tag, String body) {
    var request =
        shop.request("/api/catalog")
            .header("Authorization", "Bearer " + shop.adminKey)
            .PUT(BodyPublishers.ofString(body));
    if (tag != null) {
      request.header("If-Match", tag);
    }
    return shop.send(request.build());
  }
}
