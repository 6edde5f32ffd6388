package dev.throughline.bench;

import dev.throughline.codec.json.EventLine;
import dev.throughline.log.Entry;
import dev.throughline.log.FolderDisk;
import dev.throughline.log.InputLog;
import dev.throughline.log.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// What the machine can do at most: the same lines parsed, made durable in the same log, and a
/// state of a usual size read, changed and written in the same kind of store; no engine, no HTTP.
final class BareLoop {
  private static final int EVENTS = 400_000;
  private static final int STATE_BYTES = 1_000;
  private static final int GROUP = 1_000;
  private static final int THREADS = 2;

  private BareLoop() {}

  /// Events a second, over all threads.
  static double run(Path folder, Traffic traffic, int people) {
    Path path = folder.resolve("bare");
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB db = RocksDB.open(options, Files.createDirectories(path).toString());
        InputLog log =
            InputLog.open(
                new FolderDisk(Files.createDirectories(folder.resolve("bare-log"))),
                System::currentTimeMillis,
                new Settings(128L << 20, 0, 1 << 20))) {
      log.subscribe(_ -> {});
      fill(db, people);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        lines.add(traffic.mixed(Instant.now()));
      }
      return run(db, log, lines);
    } catch (RocksDBException | IOException failed) {
      throw new UncheckedIOException(new IOException(failed));
    }
  }

  private static void fill(RocksDB db, int people) throws RocksDBException {
    byte[] state = new byte[STATE_BYTES];
    try (WriteOptions unsynced = new WriteOptions()) {
      for (int from = 0; from < people; from += GROUP) {
        try (WriteBatch batch = new WriteBatch()) {
          for (int person = from; person < Math.min(people, from + GROUP); person++) {
            batch.put(("u" + person).getBytes(StandardCharsets.UTF_8), state);
          }
          db.write(unsynced, batch);
        }
      }
    }
  }

  private static double run(RocksDB db, InputLog log, List<String> lines) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long began = System.nanoTime();
    List<Future<?>> parts = new ArrayList<>();
    int share = lines.size() / THREADS;
    for (int thread = 0; thread < THREADS; thread++) {
      List<String> part = lines.subList(thread * share, (thread + 1) * share);
      parts.add(threads.submit(() -> part(db, log, part)));
    }
    for (Future<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException | InterruptedException failed) {
        throw new IllegalStateException("The bare loop failed", failed);
      }
    }
    threads.shutdown();
    return lines.size() / ((System.nanoTime() - began) / 1e9);
  }

  private static void part(RocksDB db, InputLog log, List<String> lines) {
    try (WriteOptions unsynced = new WriteOptions()) {
      for (int from = 0; from < lines.size(); from += GROUP) {
        List<String> group = lines.subList(from, Math.min(lines.size(), from + GROUP));
        List<Entry> entries = new ArrayList<>();
        try (WriteBatch batch = new WriteBatch()) {
          for (String line : group) {
            entries.add(new Entry(line.getBytes(StandardCharsets.UTF_8), null));
            if (EventLine.parse(line) instanceof EventLine.Parsed.Ok(var event)) {
              byte[] key = String.valueOf(event.userId()).getBytes(StandardCharsets.UTF_8);
              byte[] state = db.get(key);
              if (state == null) {
                throw new IllegalStateException("Nobody is " + event.userId());
              }
              state[0]++;
              batch.put(key, state);
            }
          }
          log.append(entries).join();
          db.write(unsynced, batch);
        }
      }
    } catch (RocksDBException failed) {
      throw new UncheckedIOException(new IOException(failed));
    }
  }
}
