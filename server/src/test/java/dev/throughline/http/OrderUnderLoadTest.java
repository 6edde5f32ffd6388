package dev.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;

class OrderUnderLoadTest {
  private static final int PEOPLE = 20;
  private static final int EVENTS = 40;

  /// Many send at once, each the events of one person, some of them again as a client does whose
  /// answer was lost.
  @Seeds(2)
  void aPersonsEventsAreAppliedInTheOrderInWhichTheyWereAcknowledged(
      long seed, SplittableRandom random, @TempDir Path data)
      throws InterruptedException, ExecutionException {
    try (Shop shop = Shop.open(data.resolve("seed-" + seed));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sent = new ArrayList<>();
      for (int person = 0; person < PEOPLE; person++) {
        String name = "u" + person;
        SplittableRandom own = random.split();
        sent.add(clients.submit(() -> send(shop, name, own)));
      }
      for (Future<?> client : sent) {
        client.get();
      }
      shop.settled();

      for (int person = 0; person < PEOPLE; person++) {
        String name = "u" + person;
        assertThat(shop.events.stream().filter(event -> name.equals(event.userId())))
            .extracting(OrderUnderLoadTest::number)
            .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
      }
    }
  }

  private static void send(Shop shop, String person, SplittableRandom random) {
    int next = 0;
    while (next < EVENTS) {
      int again = random.nextInt(Math.min(next, 3) + 1);
      int until = Math.min(EVENTS, next + 1 + random.nextInt(4));
      List<String> events = new ArrayList<>();
      for (int i = next - again; i < until; i++) {
        events.add(
            "{\"type\":\"track\",\"userId\":\"%s\",\"event\":\"E\",\"messageId\":\"%s-%d\",\"properties\":{\"n\":%d}}"
                .formatted(person, person, i, i));
      }
      String body = "{\"batch\":[" + String.join(",", events) + "]}";
      assertThat(shop.post("/v1/batch", body).statusCode()).isEqualTo(200);
      next = until;
    }
  }

  private static long number(Event event) {
    return event.properties().get("n") instanceof Value.Int(long n) ? n : -1;
  }
}
