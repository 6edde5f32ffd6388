package dev.throughline.kafka;

import dev.throughline.runtime.Counted;
import dev.throughline.runtime.Sighting;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Batches of commands whose sender wants to know how many of them counted, from when they go into
/// the log until the directory has said it of each.
final class FactsBatches {
  private final String node = UUID.randomUUID().toString();
  private final AtomicLong number = new AtomicLong();
  private final Map<String, Batch> open = new ConcurrentHashMap<>();

  private record Batch(Counted counted, AtomicInteger left) {}

  /// Gives the name under which the directory is to answer.
  String open(int commands, Counted counted) {
    String name = node + "/" + number.incrementAndGet();
    if (commands > 0) {
      open.put(name, new Batch(counted, new AtomicInteger(commands)));
    }
    return name;
  }

  /// It did not get into the log as a whole: nobody waits for what is said of it.
  void abandon(String name) {
    open.remove(name);
  }

  /// One command has been seen; perhaps of another node's batch. For one thread.
  void seen(String name, Sighting sighting) {
    Batch batch = open.get(name);
    if (batch == null) {
      return;
    }
    batch.counted.add(sighting);
    if (batch.left.decrementAndGet() == 0) {
      open.remove(name);
    }
  }

  int size() {
    return open.size();
  }
}
