package dev.throughline.http.ingest;

import dev.throughline.codec.json.EventBatch;
import dev.throughline.codec.json.Slice;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The body of a request as plain bytes, whatever it was sent as.
sealed interface Body {
  /// A compressed body that comes to more is an attack.
  int MAX_INFLATED = 2 << 20;

  /// A body that takes longer to arrive is an attack or a dead line.
  Duration LONGEST = Duration.ofSeconds(15);

  /// So much room is made at first, as what is announced needs not come.
  int LEAST_ROOM = 16 * 1024;

  int MOST_ROOM = 128 * 1024;

  record Plain(Slice text) implements Body {}

  record Refused(Answer answer) implements Body {}

  /// Reads the whole of it. What the bytes are counts more than what the header calls them: real
  /// clients send gzip as a form.
  ///
  /// @param announced how long it will be, as its sender says; -1 if nobody does
  static Body read(InputStream in, String encoding, long announced) throws IOException {
    int room = Math.clamp(announced + 1, LEAST_ROOM, MOST_ROOM);
    Slice whole = fill(in, new byte[room], EventBatch.MAX_BYTES);
    if (whole.length() > EventBatch.MAX_BYTES) {
      return tooLarge();
    }
    String named = encoding.strip().toLowerCase(Locale.ROOT);
    if (isGzip(whole)) {
      return inflated(() -> new GZIPInputStream(whole.stream()));
    }
    if (named.equals("deflate") && !looksLikeJson(whole)) {
      return inflated(() -> new InflaterInputStream(whole.stream(), new Inflater(!isZlib(whole))));
    }
    boolean known =
        named.isEmpty()
            || named.equals("identity")
            || named.equals("gzip")
            || named.equals("x-gzip")
            || named.equals("deflate");
    if (!known) {
      return new Refused(
          Answer.problem(
                  415,
                  "unknown_encoding",
                  "The content encoding is not known",
                  "Send the body as it is, or compressed with gzip or deflate")
              .with(Map.of("Accept-Encoding", "gzip, deflate")));
    }
    return new Plain(whole);
  }

  private static Body inflated(Opening opening) throws IOException {
    try (InputStream in = opening.open()) {
      Slice plain = fill(in, new byte[64 * 1024], MAX_INFLATED);
      if (plain.length() > MAX_INFLATED) {
        return new Refused(
            Answer.problem(
                413,
                "decompressed_too_large",
                "The body is too large once it is inflated",
                "Send at most 500 KiB of events at once"));
      }
      return plain.length() > EventBatch.MAX_BYTES ? tooLarge() : new Plain(plain);
    } catch (ZipException | EOFException broken) {
      return new Refused(
          Answer.problem(
              400,
              "malformed_encoding",
              "The body cannot be inflated",
              "It is damaged, or was cut short on its way"));
    }
  }

  /// What opens a compressed body.
  interface Opening {
    InputStream open() throws IOException;
  }

  /// Reads to the end, or to just beyond the limit.
  private static Slice fill(InputStream in, byte[] buffer, int limit) throws IOException {
    byte[] bytes = buffer;
    int length = 0;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (length <= limit) {
      if (System.nanoTime() > end) {
        throw new IOException("Slow body", new TimeoutException());
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 4, limit + 1));
      }
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    return new Slice(bytes, 0, length);
  }

  private static boolean isGzip(Slice body) {
    return body.length() > 2 && body.at(0) == 0x1f && body.at(1) == 0x8b;
  }

  /// Some send deflate with zlib's header, as the standard asks, some without.
  private static boolean isZlib(Slice body) {
    if (body.length() < 2) {
      return false;
    }
    int first = body.at(0);
    int second = body.at(1);
    return (first & 0x0f) == 8 && (first << 8 | second) % 31 == 0;
  }

  private static boolean looksLikeJson(Slice body) {
    return body.length() == 0 || body.at(0) == '{' || body.at(0) == '[';
  }

  private static Body tooLarge() {
    return new Refused(
        Answer.problem(
            400,
            "batch_too_large",
            "The batch is too large",
            "Send at most %d bytes at once".formatted(EventBatch.MAX_BYTES)));
  }
}
