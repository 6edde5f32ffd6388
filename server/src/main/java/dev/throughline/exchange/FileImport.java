package dev.throughline.exchange;

import dev.throughline.codec.importing.EventRows;
import dev.throughline.codec.importing.EventRows.Next;
import dev.throughline.codec.importing.Import.Result;
import dev.throughline.codec.json.EventLine;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Counted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The rows of a file, brought to a destination as history: they are counted, and start and move no
/// journey.
///
/// Killed at any moment and run again, it goes on where it was. What was under way then is given
/// again under the same name of the import, by which the destination knows that it is no duplicate.
public final class FileImport {
  /// How many chunks are under way at once.
  private static final int MAX_UNDER_WAY = 4;

  private static final int RUN_BYTES = 6;

  private final EventRows rows;
  private final Destination destination;
  private final Rejects rejects;
  private final Path bookmarkFile;
  private final Instant now;
  private final LongConsumer progress;
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private Bookmark bookmark;

  private record Sent(Chunk chunk, CompletableFuture<Destination.Taken> taken) {}

  private FileImport(
      EventRows rows,
      Destination destination,
      Rejects rejects,
      Path bookmarkFile,
      Bookmark bookmark,
      Instant now,
      LongConsumer progress) {
    this.rows = rows;
    this.destination = destination;
    this.rejects = rejects;
    this.bookmarkFile = bookmarkFile;
    this.bookmark = bookmark;
    this.now = now;
    this.progress = progress;
  }

  /// Brings everything there, or goes on with it.
  ///
  /// Throws `UncheckedIOException` where the disk or the destination fails.
  ///
  /// @param rejectsFile gets the rows that were not taken; how far the import is stands beside it
  /// @param progress is told from time to time how many rows are settled
  public static Result run(
      Path file,
      @Nullable Path map,
      Destination destination,
      Path rejectsFile,
      LongSupplier clockMs,
      LongConsumer progress) {
    try {
      switch (EventRows.open(file, map)) {
        case EventRows.Opened.Refused(var mistakes) -> {
          return new Result.Refused(mistakes);
        }
        case EventRows.Opened.Ok(EventRows rows) -> {
          try (rows;
              Rejects rejects = Rejects.open(rejectsFile)) {
            Path bookmarkFile = rejectsFile.resolveSibling(rejectsFile.getFileName() + ".progress");
            Bookmark beginning = Bookmark.first(digest(file, map), destination.name(), run());
            Bookmark bookmark = Bookmark.read(bookmarkFile, beginning);
            bookmark.write(bookmarkFile);
            rejects.from(bookmark.rejectsBytes(), rows.header());
            Instant now = Instant.ofEpochMilli(clockMs.getAsLong());
            return new FileImport(rows, destination, rejects, bookmarkFile, bookmark, now, progress)
                .bring();
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String digest(Path file, @Nullable Path map) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path each : map == null ? List.of(file) : List.of(map, file)) {
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(each), digest)) {
          bytes.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }

  private static String run() {
    byte[] bytes = new byte[RUN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Result bring() throws IOException {
    long settled = bookmark.rows();
    Chunk chunk = new Chunk();
    for (Next next = rows.next(); next != null; next = rows.next()) {
      // Rows settled before are read again only to know those of the rest that repeat them.
      if (rows.number() > settled) {
        add(chunk, next);
      }
      if (chunk.isFull()) {
        send(chunk);
        chunk = new Chunk();
      }
    }
    if (!chunk.isEmpty()) {
      send(chunk);
    }
    while (!underWay.isEmpty()) {
      settle();
    }
    Files.delete(bookmarkFile);
    return new Result.Done(bookmark.accepted(), bookmark.rejected(), bookmark.duplicates());
  }

  private void add(Chunk chunk, Next next) {
    switch (next) {
      case Next.Event(Event event) -> {
        Event history = history(event);
        chunk.add(rows.number(), history, EventLine.write(history).length());
      }
      case Next.Twin _ -> chunk.twin(rows.number());
      case Next.Rejected(var cells, String reason) -> chunk.reject(rows.number(), reason, cells);
      case Next.Start(var start) ->
          chunk.reject(
              rows.number(),
              "This starts a journey, and history starts none. Leave it out",
              List.of(EventLine.write(start)));
    }
  }

  private Event history(Event event) {
    TreeMap<String, Value> context = new TreeMap<>(event.context().values());
    context.put(EventLine.HISTORY, Value.of(true));
    context.put(Counted.RUN, Value.of(bookmark.run()));
    return new Event(
        event.messageId(),
        event.type(),
        event.name(),
        event.userId(),
        event.anonymousId(),
        event.previousId(),
        event.groupId(),
        event.properties(),
        event.traits(),
        new Fields(context),
        event.at(),
        now,
        true);
  }

  private void send(Chunk chunk) throws IOException {
    CompletableFuture<Destination.Taken> taken =
        chunk.events.isEmpty()
            ? CompletableFuture.completedFuture(Destination.Taken.NOTHING)
            : destination.take(chunk.events);
    underWay.add(new Sent(chunk, taken));
    if (underWay.size() >= MAX_UNDER_WAY) {
      settle();
    }
  }

  private void settle() throws IOException {
    Sent sent = underWay.remove();
    Chunk chunk = sent.chunk();
    Destination.Taken taken = taken(sent);
    for (Destination.Refused refused : taken.refused()) {
      chunk.rejected.add(
          new Chunk.Rejected(
              chunk.rowsOfEvents.get(refused.index()),
              refused.reason(),
              List.of(EventLine.write(chunk.events.get(refused.index())))));
    }
    chunk.rejected.forEach(each -> rejects.add(each.row(), each.reason(), each.cells()));
    bookmark =
        new Bookmark(
            bookmark.digest(),
            bookmark.destination(),
            bookmark.run(),
            chunk.lastRow,
            bookmark.accepted() + taken.counted(),
            bookmark.rejected() + chunk.rejected.size(),
            bookmark.duplicates() + taken.duplicates() + chunk.twins,
            rejects.bytes());
    bookmark.write(bookmarkFile);
    progress.accept(bookmark.rows());
  }

  private static Destination.Taken taken(Sent sent) throws IOException {
    try {
      return sent.taken().join();
    } catch (CompletionException failed) {
      String why = failed.getCause() == null ? "" : String.valueOf(failed.getCause().getMessage());
      throw new IOException(why + "; run the same command again to go on from there", failed);
    }
  }
}
