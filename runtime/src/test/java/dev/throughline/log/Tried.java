package dev.throughline.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A log on a simulated disk that commits when the test says so, and words as its entries.
final class Tried {
  static final long NOON = 1_700_000_000_000L;

  final SimDisk disk;
  final InputLog log;
  final List<String> handedOn = new ArrayList<>();
  long nowMs = NOON;

  Tried(SimDisk disk, Settings settings) {
    this.disk = disk;
    this.log = InputLog.openIdle(disk, () -> nowMs, settings);
    log.subscribe(group -> handedOn.add(words(group)));
  }

  static Tried on(SimDisk disk) {
    return new Tried(disk, new Settings(1_000_000, 0, 1_000_000));
  }

  static Tried fresh() {
    return on(new SimDisk(new SplittableRandom(1)));
  }

  CompletableFuture<Long> append(String... words) {
    return log.append(entries(words));
  }

  CompletableFuture<Long> urgently(String... words) {
    return log.appendFromReserve(entries(words));
  }

  /// Makes each word durable, as a group of its own.
  Tried write(String... words) {
    for (String word : words) {
      CompletableFuture<Long> answer = append(word);
      log.commitNext();
      answer.join();
    }
    return this;
  }

  String from(long number) {
    List<Logged> found = new ArrayList<>();
    try (Cursor cursor = log.from(number)) {
      cursor.forEachRemaining(found::add);
    }
    return words(found);
  }

  static List<Entry> entries(String... words) {
    return Stream.of(words)
        .map(word -> new Entry(word.getBytes(StandardCharsets.UTF_8), word))
        .toList();
  }

  static String words(List<Logged> entries) {
    return String.join(
        " ",
        entries.stream()
            .map(one -> one.number() + ":" + new String(one.payload(), StandardCharsets.UTF_8))
            .toList());
  }
}
