package dev.throughline.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StableHashTest {
  /// Computed by a second implementation. Stored arms and ids hang on these: never change them.
  @ParameterizedTest(name = "{0}|{1}|{2} is {3}")
  @CsvSource({
    "throughline, global, u1, c59b335d28f4114b",
    "throughline, cart-recovery, u1, 4e72fce723b4df2d",
    "throughline, cart-recovery, u2, a63d97cf62f51c44",
    "salt, cart-recovery/test, customer-4711, 84a959018752eea7",
    "'', '', '', 6bc537b46c7f7baf",
    "Straße, 日本, 👋, 47c09383e90e3776"
  })
  void theHashIsTheSameForEver(String a, String b, String c, String hex) {
    assertThat(StableHash.hex(a, b, c)).isEqualTo(hex);
  }

  @Test
  void partsAreNotTheSameAsTheirConcatenation() {
    assertThat(StableHash.of("ab", "c")).isNotEqualTo(StableHash.of("a", "bc"));
    assertThat(StableHash.of("ab")).isNotEqualTo(StableHash.of("a", "b"));
    assertThat(StableHash.of("a", "")).isNotEqualTo(StableHash.of("a"));
    assertThat(StableHash.of("a\u001fb")).isNotEqualTo(StableHash.of("a", "b"));
    assertThat(StableHash.of("a\u0001b")).isNotEqualTo(StableHash.of("a", "b"));
  }

  @Test
  void hexadecimalIdsHaveSixteenDigits() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(StableHash.hex("id", Integer.toString(i))).matches("[0-9a-f]{16}");
    }
  }
}
