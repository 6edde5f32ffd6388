package dev.throughline.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Entries of one append that wait for the disk, and whoever waits for them.
record Waiting(
    List<Entry> entries, long bytes, boolean mayUseReserve, CompletableFuture<Long> durable) {}
