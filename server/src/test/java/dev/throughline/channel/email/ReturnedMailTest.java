package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.Letter;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.email.ReturnedMail.Bounced;
import dev.throughline.channel.email.ReturnedMail.Complained;
import dev.throughline.channel.email.ReturnedMail.Nothing;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// F83, F84, C12, C13: mails that came back, each with its verdict in its first line: `hard`,
/// `soft` or `complaint`, its status or kind, the address (`-`: none), or `nothing`.
class ReturnedMailTest {
  private static final String KEY = "00000000000000a1";
  private static final References REFERENCES = new References(Letter.KEYS);
  private static final Path CORPUS = Path.of("src/test/resources/returned-mail");

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theCorpusIsThere() throws IOException {
    assertThat(corpus()).hasSizeGreaterThan(45);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whatAReturnedMailSays_F83_C12_C13(Path file) throws IOException {
    String[] content = Files.readString(file).split("\n", 2);

    assertThat(verdict(ReturnedMail.read(bytes(content[1]), Letter.KEYS)))
        .as("%s", file.getFileName())
        .isEqualTo(content[0].replaceFirst("^Verdict: ", ""));
  }

  @Test
  void nobodyElseCanWriteABounceOfOurs_F83_S4() throws IOException {
    SigningKeys others = Letter.keys("k9", "k9");

    for (Path file : corpus()) {
      byte[] bytes = bytes(Files.readString(file).split("\n", 2)[1]);
      assertThat(ReturnedMail.read(bytes, others)).isInstanceOf(Nothing.class);
    }
  }

  @Test
  void referencesOfOldKeysAreStillKnown() throws IOException {
    byte[] bytes = bytes(Files.readString(CORPUS.resolve("arf-abuse.eml")).split("\n", 2)[1]);

    assertThat(ReturnedMail.read(bytes, Letter.keys("k2", "k1", "k2")))
        .isEqualTo(new Complained(KEY, "jane@yahoo.example", "abuse"));
  }

  @Seeds(300)
  void noBytesWhateverBreakTheReading(long seed, SplittableRandom random) throws IOException {
    List<Path> files = corpus();
    byte[] bytes =
        bytes(Files.readString(files.get(random.nextInt(files.size()))).split("\n", 2)[1]);
    int changes = random.nextInt(1, 40);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));

    assertThat(ReturnedMail.read(cut, Letter.KEYS)).isNotNull();
  }

  private static byte[] bytes(String mail) {
    String filled =
        mail.replace("{{id}}", REFERENCES.messageId(KEY, "mail.shop.example"))
            .replace(
                "{{path}}",
                REFERENCES.returnPath(KEY, new Mailbox("", "bounces@mail.shop.example")));
    return filled.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String verdict(ReturnedMail returned) {
    return switch (returned) {
      case Bounced(String key, String address, boolean hard, String status, _) -> {
        assertThat(key).isEqualTo(KEY);
        yield "%s %s %s".formatted(hard ? "hard" : "soft", orNone(status), orNone(address));
      }
      case Complained(String key, String address, String kind) -> {
        assertThat(key).isEqualTo(KEY);
        yield "complaint %s %s".formatted(kind, orNone(address));
      }
      case Nothing _ -> "nothing";
    };
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
