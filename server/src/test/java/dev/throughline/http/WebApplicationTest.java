package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebApplicationTest {
  @Test
  void everyPageOfItBeginsWithTheSameOne(@TempDir Path data) {
    try (Shop shop = Shop.open(data)) {
      for (String path : new String[] {"/", "/journeys", "/journeys/cart-recovery?tab=list"}) {
        var page = shop.send(shop.request(path).header("Accept", "text/html").build());
        assertThat(page.statusCode()).describedAs(path).isEqualTo(200);
        assertThat(page.body()).contains("<div id=\"root\">");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
            .hasValueSatisfying(policy ->
                assertThat(policy)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("http"));
      }
      assertThat(shop.send(shop.request("/api/nothing").build()).statusCode()).isIn(401, 404);
    }
  }
}
