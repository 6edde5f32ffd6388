package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The stored bytes of each version, computed apart from this code; a line is a header or a frame.
class FormatTest {
  private static final int MARK = 0x5EED0001;
  private static final long NEW_YEAR = 1_767_225_600_000L;

  @Test
  void versionOneIsReadForEver() throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    disk.replace("0000000000000000001.log", HexFormat.of().parseHex(golden("segment-v1.hex", "")));
    Tried tried = Tried.on(disk);
    assertThat(tried.from(1)).isEqualTo("1:hello 2: 3:{}");
    List<Long> stamps = new ArrayList<>();
    try (Cursor cursor = tried.log.from(1)) {
      cursor.forEachRemaining(one -> stamps.add(one.stampMs()));
    }
    assertThat(stamps).containsExactly(NEW_YEAR, NEW_YEAR, NEW_YEAR + 5);
  }

  @Test
  void versionOneIsWhatIsWritten() throws IOException {
    assertThat(
            String.join(
                "\n",
                hex(new Header(1, 0, MARK).bytes()),
                hex(frame(1, NEW_YEAR, "hello", "")),
                hex(frame(3, NEW_YEAR + 5, "{}")),
                ""))
        .isEqualTo(golden("segment-v1.hex", "\n"));
  }

  private static ByteBuffer frame(long first, long stampMs, String... words) {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    Frame.write(bytes, MARK, new Segments.Group(first, 0, stampMs, Tried.entries(words)));
    return bytes;
  }

  private static String hex(ByteBuffer bytes) {
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return HexFormat.of().formatHex(content);
  }

  private static String golden(String name, String lineEnd) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("/log/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .replace("\n", lineEnd);
    }
  }
}
