package dev.throughline.cli;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.EventLine.Parsed;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// A file of events, one JSON object a line; gzip is recognised by its first bytes.
final class EventFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LINES_BETWEEN_PROGRESS = 50_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// A line that is no event, and why.
  record Refused(long line, String text, Parsed.Wrong wrong) {}

  private EventFile() {}

  /// Gives every event to `taken` in the order of the file, and every other line to `refused`.
  static void read(Path file, Consumer<Parsed> taken, Consumer<Refused> refused, Terminal terminal)
      throws IOException {
    try (BufferedReader lines = open(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        if (text.isBlank()) {
          continue;
        }
        switch (EventLine.parse(text)) {
          case Parsed.Wrong wrong -> refused.accept(new Refused(number, text, wrong));
          case Parsed.Ok event -> taken.accept(event);
          case Parsed.Start start -> taken.accept(start);
        }
        if (number % LINES_BETWEEN_PROGRESS == 0) {
          terminal.progress("%,d events read".formatted(number));
        }
      }
    }
    terminal.progress("");
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      bytes.mark(2);
      boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      InputStream plain = gzip ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), BUFFER_BYTES);
    } catch (IOException failed) {
      bytes.close();
      throw failed;
    }
  }
}
