package dev.throughline.runtime;

import dev.throughline.engine.Wake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Who is due when. Up to a horizon it is in memory; what lies beyond is in the store's index, so
/// that waiting people cost disk and not heap.
final class Agenda {
  /// How far ahead the index is read.
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /// How many timers of the index are read at once, even if more are due within `AHEAD`.
  private static final int MAX_READ = 100_000;

  private final Store store;
  private final People people;
  private final PriorityQueue<Due> soon = new PriorityQueue<>();

  /// Wake-ups beyond the horizon that the index may not have yet: those of the checkpoint that
  /// waits or is being written, and those since.
  private PriorityQueue<Due> frozen = new PriorityQueue<>();

  private PriorityQueue<Due> fresh = new PriorityQueue<>();
  private Wake horizon = new Wake(Instant.MIN, false);

  /// One wake-up; out of date when the person's own says otherwise.
  record Due(Wake wake, long person) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = wake.compareTo(other.wake);
      return byTime != 0 ? byTime : Long.compare(person, other.person);
    }
  }

  Agenda(Store store, People people) {
    this.store = store;
    this.people = people;
  }

  /// The person is to be woken at `wake` (null: only by an event), and at no other time.
  void schedule(Person person, @Nullable Wake wake) {
    if (wake != null && !wake.equals(person.wake)) {
      (wake.compareTo(horizon) < 0 ? soon : fresh).add(new Due(wake, person.number));
    }
    person.wake = wake;
  }

  /// The person was due and could not be woken: the same wake-up is next again.
  void again(Person person) {
    if (person.wake != null) {
      soon.add(new Due(person.wake, person.number));
    }
  }

  /// A checkpoint begins, or takes on what came since it began.
  void freeze() {
    frozen.addAll(fresh);
    fresh = new PriorityQueue<>();
  }

  /// The index has what was frozen.
  void written() {
    frozen = new PriorityQueue<>();
  }

  /// The next person due at or before `limit`; null if there is none.
  @Nullable Person nextDue(Wake limit) {
    while (true) {
      if (limit.compareTo(horizon) >= 0) {
        readAhead(limit.at());
      }
      Due due = soon.peek();
      if (due == null || due.wake().compareTo(limit) > 0) {
        if (limit.compareTo(horizon) < 0) {
          return null;
        }
        continue;
      }
      soon.poll();
      Person person = people.get(due.person());
      if (person != null && person.number == due.person() && due.wake().equals(person.wake)) {
        return person;
      }
    }
  }

  /// When somebody may be due next, as far as memory knows; the horizon if nobody is before it.
  Instant next() {
    Due due = soon.peek();
    return due == null ? horizon.at() : due.wake().at();
  }

  private void readAhead(Instant now) {
    Wake to = new Wake(now.plus(AHEAD), false);
    byte[] start = horizon.at().equals(Instant.MIN) ? new byte[] {0} : Keys.timersFrom(horizon);
    List<Due> read = new ArrayList<>();
    Wake[] cut = {to};
    store.walk(
        Family.TIMERS,
        start,
        Keys.timersFrom(to),
        (key, _) -> {
          Wake wake = Keys.wakeOf(key);
          // Those of one moment stay together, or the horizon would cut between them.
          if (read.size() >= MAX_READ && !wake.equals(read.getLast().wake())) {
            cut[0] = wake;
            return false;
          }
          return read.add(new Due(wake, Keys.personOf(key)));
        });
    soon.addAll(read);
    horizon = cut[0];
    takeUntil(horizon, frozen);
    takeUntil(horizon, fresh);
  }

  private void takeUntil(Wake limit, PriorityQueue<Due> later) {
    for (Due due = later.peek();
        due != null && due.wake().compareTo(limit) < 0;
        due = later.peek()) {
      soon.add(later.remove());
    }
  }
}
