package dev.throughline.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The secrets of the links that have been sent, in a file of the data directory that only its
/// owner may read: one `ID SECRET` a line, the newest last. Whoever loses it breaks every link.
public final class KeptKeys {
  private static final String FILE = "link-keys";
  private static final String FIRST = "k1";

  private KeptKeys() {}

  /// The keys of a data directory; made when there are none.
  public static SigningKeys in(Path data) {
    Path file = data.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        byte[] secret = new byte[SigningKeys.MIN_BYTES];
        new SecureRandom().nextBytes(secret);
        make(data, file, secret);
      }
      SequencedMap<String, byte[]> secrets = read(file);
      String current = secrets.isEmpty() ? FIRST : secrets.lastEntry().getKey();
      return new SigningKeys(current, secrets);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot read or make the link keys " + file, failed);
    }
  }

  /// Makes the first key of a data directory the one that others have too, if there is none.
  ///
  /// @throws IllegalStateException if it has another: each would refuse the links of the others
  public static void share(Path data, byte[] secret) {
    Path file = data.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(data, file, secret);
        return;
      }
      byte[] known = read(file).get(FIRST);
      if (known != null && !MessageDigest.isEqual(known, secret)) {
        throw new IllegalStateException(
            "The link key %s in %s is not the one that the other nodes have: move the file away"
                .formatted(FIRST, file));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot make the link keys " + file, failed);
    }
  }

  /// In the order of the lines.
  private static SequencedMap<String, byte[]> read(Path file) throws IOException {
    SequencedMap<String, byte[]> secrets = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        secrets.putLast(
            line.substring(0, space), HexFormat.of().parseHex(line.substring(space + 1).strip()));
      }
    }
    return secrets;
  }

  /// A crash leaves the whole file or none: an empty one would be read as no key at all.
  private static void make(Path data, Path file, byte[] secret) throws IOException {
    Files.createDirectories(data);
    Path draft =
        Files.createTempFile(
            data,
            FILE,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          draft,
          "%s %s%n".formatted(FIRST, HexFormat.of().formatHex(secret)),
          StandardOpenOption.SYNC);
      Files.move(draft, file);
    } catch (FileAlreadyExistsException _) {
      // Another process was faster, and its key is the one.
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
