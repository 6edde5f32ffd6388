package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Identifier;
import org.junit.jupiter.api.Test;

class LikelyOwnersTest {
  private static final int ROOM = 1 << 10;
  private static final int FEW = 200;

  @Test
  void whoWasPutLastIsTheGuess() {
    LikelyOwners owners = new LikelyOwners(ROOM);
    for (int i = 1; i <= FEW; i++) {
      owners.put(Identifier.user("u" + i), i);
      owners.put(Identifier.anonymous("u" + i), FEW + i);
    }
    owners.put(Identifier.user("u7"), 8);

    assertThat(owners.of(Identifier.user("u6"))).isEqualTo(6);
    assertThat(owners.of(Identifier.user("u7"))).isEqualTo(8);
    assertThat(owners.of(Identifier.anonymous("u7"))).isEqualTo(FEW + 7L);
    assertThat(owners.of(Identifier.user("u" + (FEW + 1)))).isEqualTo(LikelyOwners.UNKNOWN);
  }

  @Test
  void whenThereIsNoRoomOthersAreForgotten() {
    LikelyOwners owners = new LikelyOwners(4);
    for (int i = 1; i <= FEW; i++) {
      owners.put(Identifier.user("u" + i), i);
    }

    int known = 0;
    for (int i = 1; i <= FEW; i++) {
      long guess = owners.of(Identifier.user("u" + i));
      assertThat(guess).isIn(LikelyOwners.UNKNOWN, (long) i);
      known += guess == i ? 1 : 0;
    }
    assertThat(known).isBetween(1, 4);
    assertThat(owners.of(Identifier.user("u" + FEW))).isEqualTo(FEW);
  }
}
