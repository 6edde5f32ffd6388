package dev.throughline.channel.email;

import dev.throughline.channel.Delivery;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets mails out in turn: so many a second, and so many at once.
public final class Turns {
  /// Longer than this the outbox keeps the message better than a thread does.
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Pace pace;
  private final Semaphore places;

  public Turns(EmailSettings settings) {
    this.pace = new Pace(settings.ratePerSecond(), System.nanoTime());
    this.places = new Semaphore(settings.pool(), true);
  }

  /// Hands over when its turn has come; where that is too far away nothing is handed over.
  public Delivery inTurn(Supplier<Delivery> handing) {
    try {
      Duration wait = pace.take(System.nanoTime(), MAX_WAIT);
      if (wait.compareTo(MAX_WAIT) > 0) {
        return new Delivery.Retry("the sending rate is reached", wait);
      }
      Thread.sleep(wait);
      if (!places.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Delivery.Retry("all connections are busy", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry("the server is stopping", null);
    }
    try {
      return handing.get();
    } finally {
      places.release();
    }
  }
}
