package dev.throughline.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

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
        make(data, file);
      }
      Map<String, byte[]> secrets = new TreeMap<>();
      String current = FIRST;
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          current = line.substring(0, space);
          secrets.put(current, HexFormat.of().parseHex(line.substring(space + 1).strip()));
        }
      }
      return new SigningKeys(current, secrets);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot read or make the link keys " + file, failed);
    }
  }

  private static void make(Path data, Path file) throws IOException {
    byte[] secret = new byte[SigningKeys.MIN_BYTES];
    new SecureRandom().nextBytes(secret);
    Files.createDirectories(data);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      return;
    }
    Files.writeString(
        file,
        "%s %s%n".formatted(FIRST, HexFormat.of().formatHex(secret)),
        StandardOpenOption.SYNC);
  }
}
