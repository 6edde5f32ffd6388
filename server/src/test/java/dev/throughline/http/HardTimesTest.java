package dev.throughline.http;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.log.Disk;
import dev.throughline.runtime.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients are told when events cannot be taken: always to come again, never to forget them.
class HardTimesTest {
  @TempDir private Path data;
  private final AtomicReference<SmallDisk> disk = new AtomicReference<>();

  private Shop onASmallDisk() {
    return Shop.open(
        data,
        usual ->
            with(
                usual,
                usual.maxBehind(),
                folder -> {
                  disk.set(new SmallDisk(folder));
                  return disk.get();
                }));
  }

  private static Settings with(Settings usual, int maxBehind, Function<Path, Disk> disk) {
    return new Settings(
        usual.directory(),
        usual.clockMs(),
        usual.shards(),
        usual.cachedPeople(),
        usual.knownIdentifiers(),
        usual.changedPeople(),
        usual.maxChangedPeople(),
        usual.softBehind(),
        maxBehind,
        usual.tickMs(),
        disk,
        usual.log());
  }

  private static String event(String name, String id) {
    return "{\"type\":\"track\",\"userId\":\"u1\",\"event\":\"%s\",\"messageId\":\"%s\"}"
        .formatted(name, id);
  }

  private static HttpResponse<String> send(Shop shop, String name, String id) {
    return shop.post("/v1/batch", "{\"batch\":[" + event(name, id) + "]}");
  }

  private static int status(Shop shop, String path) {
    return shop.send(shop.request(path).build()).statusCode();
  }

  @Test
  void aFullDiskStopsAcknowledgingUntilThereIsSpaceAgain() {
    try (Shop shop = onASmallDisk()) {
      assertThat(send(shop, "Coffee", "m1").statusCode()).isEqualTo(200);

      disk.get().freeBytes = 1 << 20;
      HttpResponse<String> full = send(shop, "Coffee", "m2");
      assertThat(full.statusCode()).isEqualTo(503);
      assertThat(full.headers().firstValue("retry-after")).contains("30");
      assertThat(full.body()).contains("storage_full");
      assertThat(status(shop, "/health/ready")).isEqualTo(503);
      assertThat(status(shop, "/health/live")).isEqualTo(200);

      disk.get().freeBytes = 1L << 40;
      assertThat(send(shop, "Coffee", "m2").statusCode()).isEqualTo(200);
      assertThat(status(shop, "/health/ready")).isEqualTo(200);
      shop.settled();
      assertThat(shop.events).extracting("messageId").containsExactly("m1", "m2");
    }
  }

  @Test
  void whoAsksNotToBeWrittenToIsHeardOnAFullDisk() {
    try (Shop shop = onASmallDisk()) {
      disk.get().freeBytes = 1 << 20;
      assertThat(send(shop, "Coffee", "m1").statusCode()).isEqualTo(503);

      assertThat(send(shop, "Unsubscribed", "m2").statusCode()).isEqualTo(200);
      assertThat(
              shop.post(
                      "/v1/batch",
                      "{\"batch\":[%s,%s]}"
                          .formatted(event("Coffee", "m3"), event("Unsubscribed", "m4")))
                  .statusCode())
          .isEqualTo(503);

      disk.get().freeBytes = 1L << 40;
      shop.settled();
      assertThat(shop.events).extracting("messageId").containsExactly("m2", "m4");
    }
  }

  @Test
  void aBrokenDiskStopsAcknowledgingForGood() {
    try (Shop shop = onASmallDisk()) {
      disk.get().broken = true;
      HttpResponse<String> lost = send(shop, "Coffee", "m1");
      assertThat(lost.statusCode()).isEqualTo(503);
      assertThat(lost.headers().firstValue("retry-after")).isPresent();

      disk.get().broken = false;
      assertThat(send(shop, "Coffee", "m2").statusCode()).isEqualTo(503);
      assertThat(status(shop, "/health/ready")).isEqualTo(503);
    }
  }

  @Test
  void whoSendsTooMuchIsToldWhenToComeAgain() {
    try (Shop shop = Shop.open(data, usual -> with(usual, -1, usual.disk()))) {
      HttpResponse<String> busy = send(shop, "Coffee", "m1");

      assertThat(busy.statusCode()).isEqualTo(429);
      assertThat(busy.headers().firstValue("retry-after")).contains("1");
      assertThat(busy.headers().firstValue("x-ratelimit-reset")).contains("1");
      assertThat(send(shop, "Unsubscribed", "m2").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void unknownKeysCannotFillTheDisk() {
    try (Shop shop = Shop.open(data)) {
      String batch = "{\"batch\":[" + "{},".repeat(2_499) + "{}]}";
      for (int i = 0; i < 4; i++) {
        assertThat(shop.post("/v1/batch", "unknown", batch).statusCode()).isEqualTo(200);
      }
      // They are counted by the minute: a slow machine may be in the next one by now.
      until(() -> shop.post("/v1/batch", "unknown", batch).statusCode() == 429);
      assertThat(send(shop, "Coffee", "m1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void headersThatAreTooLargeAreRefusedAsAProblem() {
    try (Shop shop = Shop.open(data)) {
      var answer =
          shop.send(shop.request("/health/live").header("X-Large", "x".repeat(20_000)).build());

      assertThat(answer.statusCode()).isEqualTo(431);
      assertThat(answer.body()).doesNotContain("org.eclipse").doesNotContain("\tat ");
    }
  }

  @Test
  void aBodyThatIsCutShortIsNotTaken() throws IOException {
    try (Shop shop = Shop.open(data);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.server.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"batch\":"
                  .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).doesNotContain(" 200 ");
      shop.settled();
      assertThat(shop.events).isEmpty();
    }
  }
}
