package dev.throughline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The bytes of changes stay in the log for ever: what is written here is never changed.
class ChangeTest {
  private static final Change CHANGE = Change.of("id", Statement.KEEP_SECRET, "naïve", 258L, null);

  private static final byte[] FORM_1 =
      HexFormat.of()
          .parseHex(
              "01"
                  + "000000026964"
                  + "0000000b4b4545505f534543524554"
                  + "00000003"
                  + "01000000066e61c3af7665"
                  + "020000000000000102"
                  + "00");

  @Test
  void theBytesAreTheSameForEver() {
    assertThat(CHANGE.bytes()).isEqualTo(FORM_1);
    assertThat(Change.of(FORM_1)).contains(CHANGE);
  }

  @Test
  void aTextMayBeLong() {
    Change change = Change.of("id", Statement.KEEP_SECRET, "a", "b".repeat(100_000));
    assertThat(Change.of(change.bytes())).contains(change);
  }

  @Test
  void whatAnotherVersionWroteIsNotReadAsSomethingElse() {
    for (int length = 0; length < FORM_1.length; length++) {
      assertThat(Change.of(Arrays.copyOf(FORM_1, length))).as("cut at %d", length).isEmpty();
    }
    byte[] newer = FORM_1.clone();
    newer[0] = 2;
    assertThat(Change.of(newer)).isEmpty();
    byte[] kind = FORM_1.clone();
    kind[kind.length - 1] = 3;
    assertThat(Change.of(kind)).isEmpty();
  }

  @Test
  void otherValuesThanTextsAndNumbersAreAMistake() {
    assertThatThrownBy(() -> Change.of("id", Statement.KEEP_SECRET, "a", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Integer");
  }
}
