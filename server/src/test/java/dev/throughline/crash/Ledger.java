package dev.throughline.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What was sent and what was acknowledged, one line each, written at once.
final class Ledger implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  Ledger(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
  }

  synchronized void write(String word, List<String> ids) {
    StringBuilder lines = new StringBuilder();
    ids.forEach(id -> lines.append(word).append(' ').append(id).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The ids that were written with a word, in order.
  List<String> read(String word) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
