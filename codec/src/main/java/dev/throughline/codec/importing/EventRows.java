package dev.throughline.codec.importing;

import dev.throughline.codec.json.EventLine;
import dev.throughline.event.StableHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a file as events, one after another in the order of the file: the same at every
/// reading, so that an import that was cut off can find its place again.
public final class EventRows implements AutoCloseable {
  private static final long MAX_MAP_BYTES = 1 << 20;

  private final Rows rows;
  private final @Nullable ImportMap map;
  private final LongCounts seen = new LongCounts();
  private long number;

  /// What a file turned out to be.
  public sealed interface Opened {
    record Ok(EventRows rows) implements Opened {}

    /// Nothing can be read: the map or the file is wrong.
    record Refused(List<Mistake> mistakes) implements Opened {
      public Refused {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  /// What stands at a row's place.
  public sealed interface Next {
    record Event(dev.throughline.event.Event event) implements Next {}

    record Start(EventLine.Parsed.Start start) implements Next {}

    /// A row with the `messageId` of one before it.
    record Twin() implements Next {}

    /// A row that cannot be an event.
    ///
    /// @param cells the row as it stands in the file
    record Rejected(List<String> cells, String reason) implements Next {}
  }

  private EventRows(Rows rows, @Nullable ImportMap map) {
    this.rows = rows;
    this.map = map;
  }

  /// Opens a file: CSV with a header or one JSON object a line, either gzipped, or Parquet. Without
  /// a map the lines of a JSON file are events already.
  public static Opened open(Path file, @Nullable Path map) throws IOException {
    if (!Files.isRegularFile(file)) {
      return refused(file, "There is no such file", "Check its name");
    }
    if (map == null) {
      return Rows.needsMap(file)
          ? refused(
              file,
              "A file with columns needs an import map",
              "Add --map and a file that says what the columns are")
          : open(file, file, null);
    }
    return switch (read(map)) {
      case MapFile.Reading.Wrong(var mistakes) -> new Opened.Refused(mistakes);
      case MapFile.Reading.Ok(ImportMap ok) -> open(file, map, ok);
    };
  }

  private static Opened open(Path file, Path mapFile, @Nullable ImportMap map) throws IOException {
    Rows rows = Rows.open(file);
    String unreadable = rows.unreadable();
    if (unreadable != null) {
      rows.close();
      return refused(file, unreadable, "Correct the file");
    }
    List<Mistake> missing = map == null ? List.of() : missing(map, mapFile, rows);
    if (!missing.isEmpty()) {
      rows.close();
      return new Opened.Refused(missing);
    }
    return new Opened.Ok(new EventRows(rows, map));
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

  private static Opened.Refused refused(Path file, String message, String remedy) {
    return new Opened.Refused(List.of(new Mistake(file.toString(), 0, "", message, remedy)));
  }

  private static List<Mistake> missing(ImportMap map, Path mapFile, Rows rows) {
    List<Mistake> missing = new ArrayList<>();
    var columns = rows.columns();
    for (ImportMap.Use use : map.uses()) {
      String outer = rows.nests() ? Row.path(use.column()).getFirst() : use.column();
      boolean known = columns.contains(use.column()) || columns.contains(outer);
      if (!columns.isEmpty() && !known && !use.column().equals(Row.ID)) {
        String message = "The file has no column \"%s\"".formatted(use.column());
        String remedy = Nearest.remedy(use.column(), columns);
        missing.add(new Mistake(mapFile.toString(), use.line(), use.pointer(), message, remedy));
      }
    }
    return missing;
  }

  /// The names of a rejected row's cells.
  public List<String> header() {
    return rows.header();
  }

  /// The number of the row that `next` gave last; 0 before the first.
  public long number() {
    return number;
  }

  /// The next row; null at the end.
  public @Nullable Next next() throws IOException {
    return switch (rows.next()) {
      case null -> null;
      case Rows.Read.Broken(long at, var raw, String reason) -> {
        number = at;
        yield new Next.Rejected(raw, reason);
      }
      case Rows.Read.Good(Row row) -> {
        number = row.number();
        yield next(row);
      }
    };
  }

  private Next next(Row row) {
    String line = row.raw().getFirst();
    if (map != null) {
      switch (map.event(row)) {
        case ImportMap.Mapped.No(String reason) -> {
          return new Next.Rejected(row.raw(), reason);
        }
        case ImportMap.Mapped.Line(String json) -> line = json;
      }
    }
    return switch (EventLine.parse(line)) {
      case EventLine.Parsed.Wrong(_, String message, String remedy) ->
          new Next.Rejected(row.raw(), message + ". " + remedy);
      case EventLine.Parsed.Ok(var event) ->
          isTwin(event.messageId()) ? new Next.Twin() : new Next.Event(event);
      case EventLine.Parsed.Start start ->
          isTwin(start.messageId()) ? new Next.Twin() : new Next.Start(start);
    };
  }

  private boolean isTwin(String messageId) {
    return seen.add(StableHash.of(messageId)) > 1;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
