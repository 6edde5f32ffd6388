package dev.throughline.codec.importing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file of rows, read one at a time; gzip and Parquet are recognised by their first bytes.
sealed interface Rows extends AutoCloseable permits CsvRows, JsonRows, ParquetRows, Unreadable {
  /// The bytes with which a Parquet file begins.
  String PARQUET = "PAR1";

  /// What stands at a row's place.
  sealed interface Read {
    record Good(Row row) implements Read {}

    record Broken(long number, List<String> raw, String reason) implements Read {}
  }

  /// The next row; null at the end.
  @Nullable Read next() throws IOException;

  /// What the rejects file has above the rows.
  List<String> header();

  /// The columns that every row has; empty where each row has its own.
  Set<String> columns();

  /// Whether a column may hold objects, whose fields a map names as `address.country`.
  default boolean nests() {
    return false;
  }

  /// Why none of the rows can be read; null where they can.
  default @Nullable String unreadable() {
    return null;
  }

  @Override
  void close() throws IOException;

  static Rows open(Path file) throws IOException {
    if (isParquet(file)) {
      return ParquetRows.open(file);
    }
    InputStream bytes = unpacked(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    try {
      bytes.mark(3);
      byte[] start = bytes.readNBytes(3);
      bytes.reset();
      boolean marked =
          start.length == 3
              && (start[0] & 0xff) == 0xef
              && (start[1] & 0xff) == 0xbb
              && (start[2] & 0xff) == 0xbf;
      bytes.skipNBytes(marked ? 3 : 0);
      Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      return isCsv(file) ? new CsvRows(text) : new JsonRows(text);
    } catch (IOException | RuntimeException failed) {
      bytes.close();
      throw failed;
    }
  }

  /// Whether nobody can tell what the columns mean but a map.
  static boolean needsMap(Path file) throws IOException {
    return isCsv(file) || isParquet(file);
  }

  /// By its first bytes.
  private static boolean isParquet(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] start = bytes.readNBytes(PARQUET.length());
      return new String(start, StandardCharsets.ISO_8859_1).equals(PARQUET);
    }
  }

  /// By its name: `.csv` is CSV, anything else one JSON object a line.
  static boolean isCsv(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16), 1 << 16) : bytes;
  }
}
