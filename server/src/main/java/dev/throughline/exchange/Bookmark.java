package dev.throughline.exchange;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;

/// How far an import has come: kept beside its rejects, so that one that was cut off goes on where
/// it was.
///
/// @param digest of the file and its map
/// @param destination where the rows go
/// @param run which import it is, as its events say
/// @param rows how many rows are settled, with what became of them
/// @param rejectsBytes how long the rejects file is up to there
record Bookmark(
    String digest,
    String destination,
    String run,
    long rows,
    long accepted,
    long rejected,
    long duplicates,
    long rejectsBytes) {

  static Bookmark first(String digest, String destination, String run) {
    return new Bookmark(digest, destination, run, 0, 0, 0, 0, 0);
  }

  /// Where the last import of these rows to this destination was cut off; the beginning if it was
  /// not.
  static Bookmark read(Path file, Bookmark beginning) throws IOException {
    if (!Files.isRegularFile(file)
        || !(JsonValues.parse(Files.readString(file))
            instanceof JsonValues.Parsed.Ok(Fields fields))) {
      return beginning;
    }
    boolean same =
        fields.text("digest").equals(beginning.digest)
            && fields.text("destination").equals(beginning.destination);
    return same
        ? new Bookmark(
            beginning.digest,
            beginning.destination,
            fields.text("run"),
            number(fields, "rows"),
            number(fields, "accepted"),
            number(fields, "rejected"),
            number(fields, "duplicates"),
            number(fields, "rejects_bytes"))
        : beginning;
  }

  /// Replaces the file as a whole: a reader finds the old state or the new one.
  void write(Path file) throws IOException {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("digest", Value.of(digest));
    values.put("destination", Value.of(destination));
    values.put("run", Value.of(run));
    values.put("rows", Value.of(rows));
    values.put("accepted", Value.of(accepted));
    values.put("rejected", Value.of(rejected));
    values.put("duplicates", Value.of(duplicates));
    values.put("rejects_bytes", Value.of(rejectsBytes));
    Path next = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(next, JsonValues.write(new Fields(values)));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long number(Fields fields, String name) {
    return fields.get(name) instanceof Value.Int(long number) ? number : 0;
  }
}
