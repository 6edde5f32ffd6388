package dev.throughline.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;

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

  private final BufferedWriter file;
  private long livedMs;
  private boolean written = true;

  private Diary(BufferedWriter file, long livedMs) {
    this.file = file;
    this.livedMs = livedMs;
  }

  /// Which world a data directory holds; the wished one if none.
  static World world(Path directory, World wished) {
    Path path = directory.resolve(FILE);
    if (!Files.exists(path)) {
      return wished;
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .findFirst()
          .filter(line -> line.startsWith("world "))
          .map(World::of)
          .orElse(wished);
    } catch (IOException failed) {
      throw new UncheckedIOException("Reading " + path, failed);
    }
  }

  /// Tells the world again what it was told, and goes on writing.
  static Diary open(Path directory, World which, dev.throughline.demo.World world) {
    Path path = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(path)) {
        Files.writeString(path, which.line() + "\n");
      }
      long[] livedMs = {which.start().toEpochMilli()};
      try (Stream<String> lines = Files.lines(path)) {
        lines.skip(1).forEach(line -> livedMs[0] = again(line, world, livedMs[0]));
      }
      BufferedWriter file = Files.newBufferedWriter(path, StandardOpenOption.APPEND);
      return new Diary(file, livedMs[0]);
    } catch (IOException failed) {
      throw new UncheckedIOException("The diary " + path, failed);
    }
  }

  private static long again(String line, dev.throughline.demo.World world, long livedMs) {
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[0].equals("u")) {
      long untilMs = Long.parseLong(words[1]);
      world.eventsUntil(Instant.ofEpochMilli(untilMs));
      return untilMs;
    }
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
    return livedMs;
  }

  Instant lived() {
    return Instant.ofEpochMilli(livedMs);
  }

  void lived(long untilMs) {
    livedMs = untilMs;
    written = false;
  }

  void heard(Delivered message) {
    try {
      writeLived();
      file.write(
          "h %s %d %s %s %s %d\n"
              .formatted(
                  message.message(),
                  message.human(),
                  message.journey(),
                  message.step(),
                  message.channel(),
                  message.atMs()));
    } catch (IOException failed) {
      throw new UncheckedIOException("The diary of the demo", failed);
    }
  }

  private void writeLived() throws IOException {
    if (!written) {
      file.write("u " + livedMs + "\n");
      written = true;
    }
  }

  @Override
  public void close() {
    try (file) {
      writeLived();
    } catch (IOException failed) {
      throw new UncheckedIOException("The diary of the demo", failed);
    }
  }
}
