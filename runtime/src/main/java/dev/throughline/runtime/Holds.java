package dev.throughline.runtime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Work of a cell that waits for people to arrive, and what must not overtake it: all later work of
/// the same components, and of the people whom it names.
final class Holds {
  private static final byte[] LAST = Keys.text("holds");

  private final Layers layers;
  private final Predicate<Long> hasArrived;
  private final TreeMap<Long, Hold> holds = new TreeMap<>();
  private long last;

  /// Work in its order, and what it waits for.
  private static final class Hold {
    final Set<Long> awaits = new HashSet<>();
    final Set<Fingerprint> components = new HashSet<>();
    final Set<Fingerprint> members = new HashSet<>();
    final List<Work> queue = new ArrayList<>();

    boolean isOf(Collection<Fingerprint> others) {
      return others.stream().anyMatch(components::contains);
    }
  }

  /// Takes up what the store has.
  Holds(Store store, Layers layers, Predicate<Long> hasArrived) {
    this.layers = layers;
    this.hasArrived = hasArrived;
    byte[] stored = layers.get(Family.META, LAST);
    this.last = stored == null ? 0 : Keys.number(stored);
    store.walk(
        Family.HELD,
        Keys.number(0),
        Keys.number(Long.MAX_VALUE),
        (key, value) -> {
          long number = Keys.number(key);
          take(holds.computeIfAbsent(number, _ -> new Hold()), Work.of(value));
          return true;
        });
  }

  boolean isEmpty() {
    return holds.isEmpty();
  }

  /// The number of the hold made last.
  long last() {
    return last;
  }

  /// Whether any of these is named by work that waits.
  boolean names(Collection<Fingerprint> identifiers) {
    return holds.values().stream()
        .anyMatch(hold -> identifiers.stream().anyMatch(hold.members::contains));
  }

  /// Holds the work if it must wait; false if it need not.
  boolean holds(Work.Apply apply) {
    List<Fingerprint> components = new ArrayList<>(apply.joins());
    components.add(apply.component());
    List<Long> numbers = numbersOf(hold -> hold.isOf(components));
    boolean waits = apply.awaits().stream().anyMatch(hasArrived.negate());
    if (numbers.isEmpty() && !waits) {
      return false;
    }
    add(numbers.isEmpty() ? make() : together(numbers), apply);
    return true;
  }

  boolean holds(Work.Surrender surrender) {
    List<Long> numbers = numbersOf(hold -> hold.isOf(List.of(surrender.component())));
    if (numbers.isEmpty()) {
      return false;
    }
    add(together(numbers), surrender);
    return true;
  }

  /// Holds work about somebody who is named by work that waits.
  void hold(Work.About about, Collection<Fingerprint> identifiers) {
    List<Long> numbers = numbersOf(hold -> identifiers.stream().anyMatch(hold.members::contains));
    add(numbers.getLast(), about);
  }

  /// Holds work about somebody who is on the way.
  void hold(Work.About about) {
    add(make(), about);
  }

  /// Holds a mark behind something that was held before it; false if nothing is left of that.
  boolean holds(Work.Mark mark) {
    if (holds.isEmpty() || holds.firstKey() > mark.hold()) {
      return false;
    }
    add(holds.firstKey(), mark);
    return true;
  }

  private List<Long> numbersOf(Predicate<Hold> which) {
    return holds.entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .map(each -> each.getKey())
        .toList();
  }

  private long make() {
    last++;
    layers.put(Family.META, LAST, Keys.number(last));
    holds.put(last, new Hold());
    return last;
  }

  /// Several as the oldest of them: whoever waits for all of these waits for it.
  private long together(List<Long> numbers) {
    long first = numbers.getFirst();
    for (long other : numbers.subList(1, numbers.size())) {
      remove(other).forEach(work -> add(first, work));
    }
    return first;
  }

  private void add(long number, Work work) {
    Hold hold = get(number);
    layers.put(Family.HELD, key(number, hold.queue.size()), work.bytes());
    take(hold, work);
  }

  private Hold get(long number) {
    Hold hold = holds.get(number);
    if (hold == null) {
      throw new IllegalStateException("Nothing is held under " + number);
    }
    return hold;
  }

  private void take(Hold hold, Work work) {
    hold.queue.add(work);
    switch (work) {
      case Work.Apply apply -> {
        hold.components.add(apply.component());
        hold.components.addAll(apply.joins());
        hold.members.addAll(apply.members());
        apply.awaits().stream().filter(hasArrived.negate()).forEach(hold.awaits::add);
      }
      case Work.About about -> {
        if (about.via() != 0 && !hasArrived.test(about.via())) {
          hold.awaits.add(about.via());
        }
      }
      case Work.Surrender surrender -> hold.members.addAll(surrender.members());
      case Work.Mark _ -> {}
      case Work.Everywhere _, Work.Arrive _, Work.Find _, Work.Located _, Work.Offer _ ->
          throw new IllegalStateException("This is never held: " + work);
    }
  }

  /// Gives the work that waited for this move last of all, in its order, and holds it no more.
  List<Work> arrived(long move) {
    List<Work> free = new ArrayList<>();
    for (long number : List.copyOf(holds.keySet())) {
      Hold hold = get(number);
      if (hold.awaits.remove(move) && hold.awaits.isEmpty()) {
        free.addAll(remove(number));
      }
    }
    return free;
  }

  private List<Work> remove(long number) {
    Hold hold = get(number);
    for (int place = 0; place < hold.queue.size(); place++) {
      layers.delete(Family.HELD, key(number, place));
    }
    holds.remove(number);
    return hold.queue;
  }

  private static byte[] key(long number, int place) {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(number).putInt(place).array();
  }
}
