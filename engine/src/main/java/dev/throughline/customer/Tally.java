package dev.throughline.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one metric of the catalog has counted for one person: each matching event's time, in
/// milliseconds, and its amount where the metric sums; in the order of event time. Times older than
/// the metric's longest window are forgotten by `forget`, while the totals for `ever` stay.
public final class Tally {
  private static final long[] NO_TIMES = {};
  private static final BigDecimal[] NO_AMOUNTS = {};

  private long[] times = NO_TIMES;
  private @Nullable BigDecimal[] amounts = NO_AMOUNTS;
  private int size;
  private long forgotten;
  private BigDecimal forgottenSum = BigDecimal.ZERO;

  /// Counts one event. `amount` is null where the metric does not sum or the property is missing.
  public void add(Instant at, @Nullable BigDecimal amount) {
    insert(at.toEpochMilli(), amount);
  }

  private void insert(long time, @Nullable BigDecimal amount) {
    if (size == times.length) {
      int capacity = Math.max(4, size * 2);
      times = Arrays.copyOf(times, capacity);
      if (amounts.length > 0) {
        amounts = Arrays.copyOf(amounts, capacity);
      }
    }
    if (amount != null && amounts.length == 0) {
      amounts = new BigDecimal[times.length];
    }
    int place = size == 0 || times[size - 1] <= time ? size : firstAfter(time);
    System.arraycopy(times, place, times, place + 1, size - place);
    times[place] = time;
    if (amounts.length > 0) {
      System.arraycopy(amounts, place, amounts, place + 1, size - place);
      amounts[place] = amount;
    }
    size++;
  }

  /// How many events happened in all.
  public long count() {
    return forgotten + size;
  }

  /// How many events happened at or before `untilMs`; what is forgotten is always before.
  public long countUntil(long untilMs) {
    return forgotten + firstAfter(untilMs);
  }

  /// How many events lie in `(afterMs, untilMs]`, in milliseconds since 1970.
  public int count(long afterMs, long untilMs) {
    return firstAfter(untilMs) - firstAfter(afterMs);
  }

  public BigDecimal sum() {
    return forgottenSum.add(sumFrom(0, size));
  }

  public BigDecimal sumUntil(long untilMs) {
    return forgottenSum.add(sumFrom(0, firstAfter(untilMs)));
  }

  public BigDecimal sum(long afterMs, long untilMs) {
    return sumFrom(firstAfter(afterMs), firstAfter(untilMs));
  }

  /// The first event strictly after `ms`, if any is remembered.
  public @Nullable Long nextAfter(long ms) {
    int place = firstAfter(ms);
    return place < size ? times[place] : null;
  }

  /// The newest event at or before `ms`, if any is remembered.
  public @Nullable Long newest(long ms) {
    int place = firstAfter(ms);
    return place > 0 ? times[place - 1] : null;
  }

  /// Folds events at or before `ms` into the totals: no window reaches them any more.
  public void forget(long ms) {
    int place = firstAfter(ms);
    if (place == 0) {
      return;
    }
    forgotten += place;
    forgottenSum = forgottenSum.add(sumFrom(0, place));
    System.arraycopy(times, place, times, 0, size - place);
    if (amounts.length > 0) {
      System.arraycopy(amounts, place, amounts, 0, size - place);
      Arrays.fill(amounts, size - place, size, null);
    }
    size -= place;
  }

  /// Adds another person's count of the same metric (rule I2).
  public void join(Tally other) {
    forgotten += other.forgotten;
    forgottenSum = forgottenSum.add(other.forgottenSum);
    for (int i = 0; i < other.size; i++) {
      insert(other.times[i], other.amounts.length == 0 ? null : other.amounts[i]);
    }
  }

  /// The place, in the order of time, of the first remembered event after `ms`; one past the last
  /// if there is none.
  public int placeAfter(long ms) {
    return firstAfter(ms);
  }

  /// The sum of the remembered events from place `from` up to, and without, place `until`.
  public BigDecimal sumOfPlaces(int from, int until) {
    return sumFrom(from, until);
  }

  /// The time of the remembered event at `place`.
  public long time(int place) {
    return times[place];
  }

  /// How many events are remembered one by one.
  public int remembered() {
    return size;
  }

  /// The remembered times, ascending.
  public long[] times() {
    return Arrays.copyOf(times, size);
  }

  /// The amount of the remembered event `index`; null where it has none.
  public @Nullable BigDecimal amount(int index) {
    return amounts.length == 0 ? null : amounts[index];
  }

  public long forgotten() {
    return forgotten;
  }

  public BigDecimal forgottenSum() {
    return forgottenSum;
  }

  /// Restores the totals of events no longer remembered; for reading stored state.
  public void restoreForgotten(long count, BigDecimal sum) {
    forgotten = count;
    forgottenSum = sum;
  }

  private BigDecimal sumFrom(int from, int to) {
    BigDecimal total = BigDecimal.ZERO;
    if (amounts.length > 0) {
      for (int i = from; i < to; i++) {
        BigDecimal amount = amounts[i];
        total = amount == null ? total : total.add(amount);
      }
    }
    return total;
  }

  private int firstAfter(long ms) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= ms) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
