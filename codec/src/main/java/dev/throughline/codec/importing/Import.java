package dev.throughline.codec.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.throughline.codec.json.EventLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A file of rows, made into a file of events.
///
/// It may be run again at any time: the same row gives the same `messageId`, so that nothing counts
/// twice, and the results appear only when they are complete.
public final class Import {
  private static final int ROWS_BETWEEN_PROGRESS = 10_000;

  /// What became of the import.
  public sealed interface Result {
    /// Every row was accepted, rejected (it is in the rejects file, with the reason) or had the
    /// `messageId` of one before it.
    record Done(long accepted, long rejected, long duplicates) implements Result {
      /// `{"accepted":1,"rejected":0,"duplicates":0}`
      public String json() {
        return "{\"accepted\":%d,\"rejected\":%d,\"duplicates\":%d}"
            .formatted(accepted, rejected, duplicates);
      }
    }

    /// Nothing was read: the map or the file is wrong.
    record Refused(List<Mistake> mistakes) implements Result {
      public Refused {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  private final EventRows rows;
  private long accepted;
  private long rejected;
  private long duplicates;

  private Import(EventRows rows) {
    this.rows = rows;
  }

  /// Writes the rows of `file` as events to `to`, and those that cannot be events to `rejects`.
  /// `progress` is told the number of rows from time to time.
  ///
  /// Throws `UncheckedIOException` where the disk fails.
  public static Result run(
      Path file, @Nullable Path map, Path to, Path rejects, LongConsumer progress) {
    try {
      return switch (EventRows.open(file, map)) {
        case EventRows.Opened.Refused(var mistakes) -> new Result.Refused(mistakes);
        case EventRows.Opened.Ok(EventRows rows) -> {
          try (rows) {
            yield new Import(rows).convert(to, rejects, progress);
          }
        }
      };
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Result convert(Path to, Path rejects, LongConsumer progress) throws IOException {
    Path partTo = part(to);
    Path partRejects = part(rejects);
    try (BufferedWriter events = Files.newBufferedWriter(partTo, StandardCharsets.UTF_8);
        CsvWriter refusals = CsvWriter.builder().build(partRejects, StandardCharsets.UTF_8)) {
      refusals.writeRecord(record("row", "reason", rows.header()));
      copy(events, refusals, progress);
    }
    Files.move(partTo, to, StandardCopyOption.REPLACE_EXISTING);
    Files.move(partRejects, rejects, StandardCopyOption.REPLACE_EXISTING);
    return new Result.Done(accepted, rejected, duplicates);
  }

  private static Path part(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    return absolute.resolveSibling(absolute.getFileName() + ".part");
  }

  private void copy(BufferedWriter events, CsvWriter refusals, LongConsumer progress)
      throws IOException {
    for (var next = rows.next(); next != null; next = rows.next()) {
      switch (next) {
        case EventRows.Next.Event(var event) -> write(events, EventLine.write(event));
        case EventRows.Next.Start(var start) -> write(events, EventLine.write(start));
        case EventRows.Next.Twin _ -> duplicates++;
        case EventRows.Next.Rejected(var cells, String reason) -> {
          rejected++;
          refusals.writeRecord(record(Long.toString(rows.number()), reason, cells));
        }
      }
      if (rows.number() % ROWS_BETWEEN_PROGRESS == 0) {
        progress.accept(rows.number());
      }
    }
    progress.accept(rows.number());
  }

  private void write(BufferedWriter events, String line) throws IOException {
    accepted++;
    events.write(line);
    events.write('\n');
  }

  private static List<String> record(String row, String reason, List<String> rest) {
    List<String> cells = new ArrayList<>(List.of(row, reason));
    cells.addAll(rest);
    return cells;
  }
}
