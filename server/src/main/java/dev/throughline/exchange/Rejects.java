package dev.throughline.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The rows that were not taken, each with its number and the reason, as CSV. One import at a time
/// holds the file.
final class Rejects implements AutoCloseable {
  private final FileChannel channel;
  private final Writer text;
  private final CsvWriter rows;

  private Rejects(FileChannel channel) {
    this.channel = channel;
    this.text = new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
    this.rows = CsvWriter.builder().build(text);
  }

  static Rejects open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isFree(channel)) {
      channel.close();
      throw new IOException(
          "Another import writes to %s: wait for it, or name another file with --rejects"
              .formatted(file));
    }
    return new Rejects(channel);
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// Forgets what lies after `bytes`; at the beginning, names the columns.
  void from(long bytes, List<String> header) throws IOException {
    channel.truncate(bytes);
    channel.position(bytes);
    if (bytes == 0) {
      write("row", "reason", header);
    }
  }

  void add(long row, String reason, List<String> cells) {
    write(Long.toString(row), reason, cells);
  }

  private void write(String row, String reason, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(row, reason));
    all.addAll(cells);
    rows.writeRecord(all);
  }

  /// How long the file is.
  long bytes() throws IOException {
    rows.flush();
    text.flush();
    return channel.position();
  }

  @Override
  public void close() throws IOException {
    rows.close();
    channel.close();
  }
}
