package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The live stream, read as a browser reads it.
@Timeout(600)
class LiveTest {
  private Gallery gallery;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void open(@TempDir Path data) {
    gallery = Gallery.open(data);
    gallery.identify("ann", "Ann", "ann@example.net");
    gallery.track("ann", "Signed Up", "{}");
    gallery.kept();
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    gallery.close();
  }

  /// One open stream.
  private final class Watching implements AutoCloseable {
    private final BufferedReader lines;

    Watching(String query, String... headers) throws IOException, InterruptedException {
      var request =
          gallery
              .shop
              .request("/api/live" + query)
              .header("Authorization", "Bearer " + gallery.shop.adminKey);
      if (headers.length > 0) {
        request.headers(headers);
      }
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      InputStream body = answer.body();
      lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /// The next entry; comments keep the line open and say nothing.
    JsonNode next() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: {\"at")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      return Contract.heldTo("Entry", String.valueOf(line).substring("data: ".length()));
    }

    /// Entries up to one that begins with these words.
    List<String> until(String words) throws IOException {
      List<String> said = new ArrayList<>();
      do {
        JsonNode entry = next();
        said.add(
            entry.get("kind").asString().equals("event")
                ? entry.at("/event/name").asString()
                : entry.get("title").asString());
      } while (!said.getLast().startsWith(words));
      return said;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void itBeginsWithWhatHasBeenAndGoesOnAsThingsHappen() throws Exception {
    try (Watching watching = new Watching("")) {
      assertThat(watching.until("Entered Welcome")).startsWith("Identify", "Signed Up");
      gallery.track(
          "ann", "Order Completed", "{\"order_id\":\"o1\",\"total\":10,\"currency\":\"EUR\"}");
      assertThat(watching.until("Left Welcome"))
          .contains("Order Completed", "Joined Buyers", "Order for 10.00 EUR");
    }
  }

  @Test
  void itIsNarrowedToKindsAndToAPerson() throws Exception {
    gallery.track("bob", "Signed Up", "{}");
    gallery.shop.settled();
    try (Watching watching = new Watching("?kind=journey&customer=bob")) {
      JsonNode entry = watching.next();
      assertThat(entry.get("customer").asString()).isEqualTo("bob");
      assertThat(entry.at("/fact/kind").asString()).isEqualTo("journey.entered");
    }
  }

  @Test
  void aBrowserThatComesBackGoesOnWhereItWas() throws Exception {
    String last;
    try (Watching watching = new Watching("")) {
      watching.until("Signed Up");
      last = JsonMapper.shared().writeValueAsString(watching.next().get("id")).replace("\"", "");
    }
    gallery.track("ann", "Viewed", "{}");
    gallery.shop.settled();
    try (Watching again = new Watching("", "Last-Event-ID", last)) {
      assertThat(again.until("Viewed")).doesNotContain("Signed Up", "Identify");
    }
  }

  @Test
  void afterARestartTheWarehouseSaysWhatHasBeen(@TempDir Path other) throws Exception {
    try (Gallery first = Gallery.open(other)) {
      first.track("old", "Viewed", "{}");
      first.kept();
    }
    Gallery second = Gallery.empty(other);
    Gallery before = gallery;
    gallery = second;
    try (Watching watching = new Watching("")) {
      assertThat(watching.next().at("/event/name").asString()).isEqualTo("Viewed");
    } finally {
      gallery = before;
      second.close();
    }
  }
}
