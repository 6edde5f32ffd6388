package dev.throughline.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptKeysTest {
  @TempDir private Path home;

  private static byte[] secret(int filler) {
    byte[] secret = new byte[SigningKeys.MIN_BYTES];
    Arrays.fill(secret, (byte) filler);
    return secret;
  }

  @Test
  void whatIsMadeOnceIsKeptForItsOwnerAlone() throws IOException {
    SigningKeys made = KeptKeys.in(home);

    assertThat(KeptKeys.in(home).derived("test", "HmacSHA256"))
        .isEqualTo(made.derived("test", "HmacSHA256"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("link-keys"))))
        .isEqualTo("rw-------");
    assertThat(home).as("no draft is left").isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void nodesThatShareASecretKnowEachOthersLinks() {
    KeptKeys.share(home.resolve("one"), secret(7));
    KeptKeys.share(home.resolve("other"), secret(7));
    KeptKeys.share(home.resolve("other"), secret(7));

    assertThat(KeptKeys.in(home.resolve("one")).derived("test", "HmacSHA256"))
        .isEqualTo(KeptKeys.in(home.resolve("other")).derived("test", "HmacSHA256"));
  }

  @Test
  void theLastLineIsTheOneForNewLinksAlsoOnANode() throws IOException {
    KeptKeys.share(home, secret(7));
    Files.writeString(
        home.resolve("link-keys"), "a2 " + "0f".repeat(32) + "\n", StandardOpenOption.APPEND);
    KeptKeys.share(home, secret(7));

    assertThat(KeptKeys.in(home).current()).isEqualTo("a2");
    assertThat(KeptKeys.in(home).derived("test", "HmacSHA256")).containsOnlyKeys("a2", "k1");
  }

  @Test
  void aNodeWithAnotherSecretIsNotTakenForOneThatSharesIt() {
    KeptKeys.share(home, secret(7));

    assertThatThrownBy(() -> KeptKeys.share(home, secret(8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("link-keys");
  }
}
