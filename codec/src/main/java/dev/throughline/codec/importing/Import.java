package dev.throughline.codec.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.throughline.codec.json.EventLine;
import dev.throughline.event.StableHash;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A file of rows, made into a file of events.
///
/// It may be run again at any time: the same row gives the same `messageId`, so that nothing counts
/// twice, and the results appear only when they are complete.
public final class Import {
  private static final long MAX_MAP_BYTES = 1 << 20;
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

  private final @Nullable ImportMap map;
  private final LongCounts seen = new LongCounts();
  private long accepted;
  private long rejected;
  private long duplicates;

  private Import(@Nullable ImportMap map) {
    this.map = map;
  }

  /// Reads `file` (CSV with a header, or one JSON object a line; either gzipped) and writes its
  /// rows as events to `to`, and those that cannot be events to `rejects`. Without a map the lines
  /// are events already. `progress` is told the number of rows from time to time.
  ///
  /// Throws `UncheckedIOException` where the disk fails.
  public static Result run(
      Path file, @Nullable Path map, Path to, Path rejects, LongConsumer progress) {
    try {
      if (!Files.isRegularFile(file)) {
        return refused(file, "There is no such file", "Check its name");
      }
      if (map != null) {
        return switch (read(map)) {
          case MapFile.Reading.Wrong(var mistakes) -> new Result.Refused(mistakes);
          case MapFile.Reading.Ok(ImportMap ok) ->
              new Import(ok).convert(file, map, to, rejects, progress);
        };
      }
      if (Rows.isCsv(file)) {
        String remedy = "Add --map and a file that says what the columns are";
        return refused(file, "A CSV file needs an import map", remedy);
      }
      return new Import(null).convert(file, file, to, rejects, progress);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static MapFile.Reading read(Path map) throws IOException {
    String name = map.toString();
    if (!Files.isRegularFile(map)) {
      return new MapFile.Reading.Wrong(
          List.of(new Mistake(name, 0, "", "There is no such file", "Check its name")));
    }
    if (Files.size(map) > MAX_MAP_BYTES) {
      return new MapFile.Reading.Wrong(
          List.of(new Mistake(name, 0, "", "This is too large for a map", "Check its name")));
    }
    return MapFile.read(name, new String(Files.readAllBytes(map), StandardCharsets.UTF_8));
  }

  private static Result.Refused refused(Path file, String message, String remedy) {
    return new Result.Refused(List.of(new Mistake(file.toString(), 0, "", message, remedy)));
  }

  private Result convert(Path file, Path mapFile, Path to, Path rejects, LongConsumer progress)
      throws IOException {
    try (Rows rows = Rows.open(file)) {
      String unreadable = rows.unreadable();
      if (unreadable != null) {
        return refused(file, unreadable, "Correct the first line");
      }
      List<Mistake> missing = missing(mapFile, rows.columns());
      if (!missing.isEmpty()) {
        return new Result.Refused(missing);
      }
      Path partTo = part(to);
      Path partRejects = part(rejects);
      try (BufferedWriter events = Files.newBufferedWriter(partTo, StandardCharsets.UTF_8);
          CsvWriter refusals = CsvWriter.builder().build(partRejects, StandardCharsets.UTF_8)) {
        refusals.writeRecord(record("row", "reason", rows.header()));
        copy(rows, events, refusals, progress);
      }
      Files.move(partTo, to, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partRejects, rejects, StandardCopyOption.REPLACE_EXISTING);
      return new Result.Done(accepted, rejected, duplicates);
    }
  }

  private List<Mistake> missing(Path mapFile, Set<String> columns) {
    List<Mistake> missing = new ArrayList<>();
    if (map != null && !columns.isEmpty()) {
      for (ImportMap.Use use : map.uses()) {
        if (!columns.contains(use.column()) && !use.column().equals(Row.ID)) {
          String message = "The file has no column \"%s\"".formatted(use.column());
          String remedy = Nearest.remedy(use.column(), columns);
          missing.add(new Mistake(mapFile.toString(), use.line(), use.pointer(), message, remedy));
        }
      }
    }
    return missing;
  }

  private static Path part(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    return absolute.resolveSibling(absolute.getFileName() + ".part");
  }

  private void copy(Rows rows, BufferedWriter events, CsvWriter refusals, LongConsumer progress)
      throws IOException {
    long read = 0;
    for (Rows.Read next = rows.next(); next != null; next = rows.next()) {
      switch (next) {
        case Rows.Read.Broken(long number, var raw, String reason) ->
            reject(refusals, number, raw, reason);
        case Rows.Read.Good(Row row) -> take(row, events, refusals);
      }
      if (++read % ROWS_BETWEEN_PROGRESS == 0) {
        progress.accept(read);
      }
    }
    progress.accept(read);
  }

  private void take(Row row, BufferedWriter events, CsvWriter refusals) throws IOException {
    String line = row.raw().getFirst();
    if (map != null) {
      switch (map.event(row)) {
        case ImportMap.Mapped.No(String reason) -> {
          reject(refusals, row.number(), row.raw(), reason);
          return;
        }
        case ImportMap.Mapped.Line(String json) -> line = json;
      }
    }
    switch (EventLine.parse(line)) {
      case EventLine.Parsed.Wrong(_, String message, String remedy) ->
          reject(refusals, row.number(), row.raw(), message + ". " + remedy);
      case EventLine.Parsed.Ok(var event) ->
          write(events, event.messageId(), EventLine.write(event));
      case EventLine.Parsed.Start start -> write(events, start.messageId(), EventLine.write(start));
    }
  }

  private void write(BufferedWriter events, String messageId, String line) throws IOException {
    if (seen.add(StableHash.of(messageId)) > 1) {
      duplicates++;
      return;
    }
    accepted++;
    events.write(line);
    events.write('\n');
  }

  private void reject(CsvWriter refusals, long number, List<String> raw, String reason) {
    rejected++;
    refusals.writeRecord(record(Long.toString(number), reason, raw));
  }

  private static List<String> record(String row, String reason, List<String> rest) {
    List<String> cells = new ArrayList<>(List.of(row, reason));
    cells.addAll(rest);
    return cells;
  }
}
