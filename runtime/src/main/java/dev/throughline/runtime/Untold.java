package dev.throughline.runtime;

import dev.throughline.engine.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has happened and was not told yet; numbers the facts.
final class Untold {
  private final List<Fact> facts = new ArrayList<>();
  private final List<Long> entries = new ArrayList<>();
  private final List<Told.Taken> taken = new ArrayList<>();
  private long count;
  private long first;

  /// @param count how many facts there were before
  Untold(long count) {
    this.count = count;
    this.first = count + 1;
  }

  void facts(List<Fact> more, long entry) {
    facts.addAll(more);
    more.forEach(_ -> entries.add(entry));
    count += more.size();
  }

  void taken(Told.Taken event) {
    taken.add(event);
  }

  /// How many facts there have ever been.
  long count() {
    return count;
  }

  /// Gives what has come since the last call, up to the log's `entry`; null if nothing did.
  @Nullable Told tell(long entry) {
    if (facts.isEmpty() && taken.isEmpty()) {
      return null;
    }
    Told all = new Told(first, facts, entries, taken, entry);
    facts.clear();
    entries.clear();
    taken.clear();
    first = count + 1;
    return all;
  }
}
