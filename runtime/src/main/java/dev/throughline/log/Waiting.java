package dev.throughline.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The entries of one append that wait for the disk, and the promise made to the appender.
record Waiting(
    List<Entry> entries, long bytes, boolean mayUseReserve, CompletableFuture<Long> durable) {
  static Waiting of(List<Entry> entries, boolean mayUseReserve) {
    return new Waiting(
        List.copyOf(entries), Frame.entryBytes(entries), mayUseReserve, new CompletableFuture<>());
  }

  static long bytes(List<Waiting> group) {
    return group.stream().mapToLong(Waiting::bytes).sum();
  }
}
