package dev.throughline.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a world was told and until when it has lived, so that it goes on where it stopped: told the
/// same again, it comes to the same.
///
/// The last lines may be lost in a crash; what the world then sends a second time has the message
/// ids of the first, and counts once.
final class Diary implements AutoCloseable {
  private static final String FILE = "demo-world.txt";

  /// Which world it is.
  record World(long seed, int people, Instant start, int days) {
    String line() {
      return "world %d %d %s %d".formatted(seed, people, start, days);
    }

    static World of(String line) {
      String[] words = line.split(" ", -1);
      return new World(
          Long.parseLong(words[1]),
          Integer.parseInt(words[2]),
          Instant.parse(words[3]),
          Integer.parseInt(words[4]));
    }
  }

  private final Path path;
  private final World which;
  private @Nullable BufferedWriter file;
  private long livedMs;
  private boolean written = true;

  private Diary(Path path, World which) {
    this.path = path;
    this.which = which;
    this.livedMs = which.start().toEpochMilli();
  }

  /// The diary of the world that a data directory holds, or of the wished one if it holds none.
  static Diary in(Path directory, World wished) {
    Path path = directory.resolve(FILE);
    if (!Files.exists(path)) {
      return new Diary(path, wished);
    }
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      String first = lines.readLine();
      boolean begun = first != null && first.startsWith("world ");
      Diary diary = new Diary(path, first != null && begun ? World.of(first) : wished);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        diary.livedMs = Math.max(diary.livedMs, livedIn(line));
      }
      return diary;
    } catch (IOException failed) {
      throw new UncheckedIOException("Reading " + path, failed);
    }
  }

  /// Until when the world has lived, if the line says so.
  private static long livedIn(String line) {
    return line.startsWith("u ") ? Long.parseLong(line.substring(2)) : Long.MIN_VALUE;
  }

  World which() {
    return which;
  }

  /// Tells the world again what it was told; what it says to that was said already.
  void tellAgain(dev.throughline.demo.World world) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<String> lines = Files.lines(path)) {
      lines.skip(1).forEach(line -> again(line, world));
    } catch (IOException failed) {
      throw new UncheckedIOException("Reading " + path, failed);
    }
  }

  /// Goes on writing; by then the directory is ours alone.
  void open() {
    try {
      boolean begun = Files.exists(path);
      BufferedWriter opened =
          Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      // A line may have been cut off by a crash: the next begins anew.
      opened.write(begun ? "\n" : which.line() + "\n");
      file = opened;
    } catch (IOException failed) {
      throw new UncheckedIOException("The diary " + path, failed);
    }
  }

  private static void again(String line, dev.throughline.demo.World world) {
    long livedMs = livedIn(line);
    if (livedMs != Long.MIN_VALUE) {
      world.eventsUntil(Instant.ofEpochMilli(livedMs));
      return;
    }
    String[] words = line.split(" ", -1);
    // A line cut off by a crash is no loss.
    if (words.length == 7 && words[0].equals("h")) {
      world.heard(
          new Delivered(
              words[1],
              Integer.parseInt(words[2]),
              words[3],
              words[4],
              words[5],
              Long.parseLong(words[6])));
    }
  }

  Instant lived() {
    return Instant.ofEpochMilli(livedMs);
  }

  void lived(long untilMs) {
    livedMs = untilMs;
    written = false;
  }

  void heard(Delivered message) {
    write(
        "h %s %d %s %s %s %d\n"
            .formatted(
                message.message(),
                message.human(),
                message.journey(),
                message.step(),
                message.channel(),
                message.atMs()));
  }

  private void write(String line) {
    BufferedWriter to = file;
    if (to == null) {
      throw new IllegalStateException("The diary is not open: " + path);
    }
    try {
      if (!written) {
        to.write("u " + livedMs + "\n");
        written = true;
      }
      to.write(line);
    } catch (IOException failed) {
      throw new UncheckedIOException("The diary " + path, failed);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      write("");
      try {
        file.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("The diary " + path, failed);
      }
      file = null;
    }
  }
}
