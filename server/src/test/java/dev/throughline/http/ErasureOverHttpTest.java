package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.View;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Ann wants to be forgotten (contract section 9, reliability G18).
@Timeout(600)
class ErasureOverHttpTest {
  private static final String IDENTITY =
      """
      ---
      kind: identity
      key: people
      name: People
      namespaces: [email]
      """;

  private Gallery gallery;

  @BeforeEach
  void open(@TempDir Path data) {
    gallery = Gallery.open(data);
    gallery.identify("ann", "Ann", "ann@example.net");
    gallery.track("ann", "Signed Up", "{}");
    gallery.identify("bob", "Bob", "bob@example.net");
    gallery.kept();
  }

  @AfterEach
  void close() {
    gallery.close();
  }

  @Test
  void whoIsErasedIsNowhereAndTheirIdIsFree() {
    JsonNode taken = Contract.held("DELETE", erased("ann"));
    gallery.shop.server.runtime().applied(taken.get("entry").asLong()).join();
    gallery.kept();
    assertThat(gallery.answer("GET", "/api/customers/ann", "").statusCode()).isEqualTo(404);
    JsonNode all = gallery.get("/api/customers");
    assertThat(all.get("items")).hasSize(1);
    assertThat(all.at("/items/0/id").asString()).isEqualTo("bob");
    assertThat(all.get("total").asLong()).isEqualTo(1);
    assertThat(gallery.shop.<Long>ask(View::people)).isEqualTo(1);

    gallery.identify("ann", "Another Ann", "another@example.net");
    gallery.kept();
    JsonNode another = gallery.get("/api/customers/ann");
    assertThat(another.get("name").asString()).isEqualTo("Another Ann");
    assertThat(another.get("journeys")).isEmpty();
    assertThat(another.get("erased").asBoolean()).isFalse();
  }

  @Test
  void anAddressWillDo() {
    gallery.shop.publish(Gallery.CATALOG + IDENTITY);
    gallery.identify("ann", "Ann", "ann@example.net");
    gallery.kept();
    assertThat(erased("ann@example.net").statusCode()).isEqualTo(202);
    gallery.kept();
    assertThat(gallery.answer("GET", "/api/customers/ann", "").statusCode()).isEqualTo(404);
    HttpResponse<String> again = erased("ann");
    assertThat(again.statusCode()).isEqualTo(404);
    Contract.held("DELETE", again);
  }

  @Test
  void itTakesTheRightOfAnAdmin() {
    HttpResponse<String> refused =
        gallery.shop.send(
            gallery
                .shop
                .request("/api/customers/ann")
                .header("Authorization", "Bearer " + gallery.shop.serverKey)
                .DELETE()
                .build());
    assertThat(refused.statusCode()).isIn(401, 403);
    Contract.held("DELETE", refused);
    assertThat(gallery.get("/api/customers/ann").get("name").asString()).isEqualTo("Ann");
  }

  private HttpResponse<String> erased(String id) {
    return gallery.answer("DELETE", "/api/customers/" + id, "");
  }
}
