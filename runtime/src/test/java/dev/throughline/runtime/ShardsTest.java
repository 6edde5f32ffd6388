package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ShardsTest {
  @Test
  void everyShareIsDoneOnce() {
    try (ExecutorService workers = Executors.newFixedThreadPool(3)) {
      Shards shards = new Shards(4, workers);
      AtomicIntegerArray done = new AtomicIntegerArray(shards.count());
      shards.each(done::incrementAndGet);
      for (int share = 0; share < done.length(); share++) {
        assertThat(done.get(share)).as("share %d", share).isEqualTo(1);
      }
    }
  }

  @Test
  void nobodyWaitsForAThreadThatHasNotBegun() {
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService workers = Executors.newFixedThreadPool(1)) {
      workers.execute(() -> {
        try {
          over.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      });
      AtomicIntegerArray done = new AtomicIntegerArray(8);
      new Shards(2, workers).each(8, done::incrementAndGet);
      assertThat(done).hasToString("[1, 1, 1, 1, 1, 1, 1, 1]");
      over.countDown();
    }
  }

  @Test
  void aShareThatFailsIsToldAfterTheOthersAreDone() {
    try (ExecutorService workers = Executors.newFixedThreadPool(1)) {
      AtomicIntegerArray done = new AtomicIntegerArray(8);
      assertThatThrownBy(() ->
              new Shards(2, workers)
                  .each(
                      8,
                      share -> {
                        if (share == 3) {
                          throw new IllegalArgumentException("the third");
                        }
                        done.incrementAndGet(share);
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the third")
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      assertThat(done).hasToString("[1, 1, 1, 0, 1, 1, 1, 1]");
    }
  }
}
