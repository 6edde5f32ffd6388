package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Event;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestionTest {
  @TempDir private Path data;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = Shop.open(data);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/identify, IDENTIFY", "/v1/i, IDENTIFY", "/v1/track, TRACK", "/v1/t/, TRACK",
    "/v1/page, PAGE", "/v1/p, PAGE", "/v1/screen/, SCREEN", "/v1/s, SCREEN",
    "/v1/group, GROUP", "/v1/g/, GROUP", "/v1/alias, ALIAS", "/v1/a, ALIAS"
  })
  void aPathNamesTheTypeOfItsCall(String path, Event.Type type) {
    HttpResponse<String> answer =
        shop.post(
            path,
            """
            {"userId":"u1","event":"Coffee","groupId":"g1","previousId":"a1","messageId":"m1"}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    shop.settled();
    assertThat(shop.events).extracting(Event::type).containsExactly(type);
  }

  @Test
  void theServerSaysThatItIsAliveAndReady() {
    assertThat(shop.send(shop.request("/health/live").build()).statusCode()).isEqualTo(200);
    assertThat(shop.send(shop.request("/health/ready").build()).body())
        .contains("\"status\":\"ready\"");
  }
}
