package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Seeds;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  private static final Settings RESERVE_500 = new Settings(1_000_000, 500, 10_000);

  @Test
  void whatDoesNotFitIsRefusedAndLeavesNothing_F37() {
    Tried tried = Tried.fresh().write("a");
    tried.disk.holdAtMost(150);
    CompletableFuture<Long> refused = tried.append("b".repeat(100));
    tried.log.commitNext();
    assertThat(refused.exceptionNow()).isInstanceOf(LogFull.class);
    assertThat(tried.log.health()).isInstanceOf(Health.Full.class);
    assertThat(tried.log.pendingBytes()).isZero();

    tried.write("c");
    assertThat(tried.from(1)).isEqualTo("1:a 2:c");
    assertThat(Tried.on(tried.disk).log.tornTail()).isEmpty();
  }

  @Test
  void itGoesOnByItselfWhenThereIsSpaceAgain_F37() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), RESERVE_500).write("a");
    tried.disk.holdAtMost(550);
    CompletableFuture<Long> refused = tried.append("b");
    tried.log.commitNext();
    assertThat(refused.exceptionNow())
        .isInstanceOf(LogFull.class)
        .hasMessageContaining("500 are kept in reserve");
    assertThat(tried.log.health()).isInstanceOf(Health.Full.class);

    tried.disk.holdAtMost(5_000);
    assertThat(tried.log.health()).isEqualTo(new Health.Well());
    tried.write("c");
    assertThat(tried.from(1)).isEqualTo("1:a 2:c");
    assertThat(tried.handedOn).containsExactly("1:a", "2:c");
  }

  @Test
  void optOutsAreTakenFromTheReserve_F37() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), RESERVE_500).write("a");
    tried.disk.holdAtMost(550);
    CompletableFuture<Long> event = tried.append("event");
    CompletableFuture<Long> optOut = tried.urgently("opt-out");
    tried.log.commitNext();
    assertThat(event.exceptionNow()).isInstanceOf(LogFull.class);
    assertThat(optOut).isCompletedWithValue(2L);
    assertThat(tried.handedOn).containsExactly("1:a", "2:opt-out");
    assertThat(tried.log.health()).isInstanceOf(Health.Full.class);
  }

  @Test
  void anOptOutIsNotRefusedForTheCompanyItIsIn() {
    Tried tried = Tried.fresh().write("a");
    tried.disk.holdAtMost(200);
    CompletableFuture<Long> event = tried.append("e".repeat(150));
    CompletableFuture<Long> optOut = tried.urgently("opt-out");
    tried.log.commitNext();
    assertThat(event.exceptionNow()).isInstanceOf(LogFull.class);
    assertThat(optOut).isCompletedWithValue(2L);
  }

  @Test
  void aSegmentThatCannotBeginLeavesTheOldOneInUse() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), new Settings(100, 0, 100));
    tried.write("a".repeat(50));
    tried.disk.holdAtMost(tried.disk.content("0000000000000000001.log").length + 20);
    CompletableFuture<Long> refused = tried.append("b");
    tried.log.commitNext();
    assertThat(refused.exceptionNow()).isInstanceOf(LogFull.class);
    assertThat(tried.disk.list()).containsExactly("0000000000000000001.log");

    tried.disk.holdAtMost(10_000);
    tried.write("c");
    assertThat(tried.disk.list()).hasSize(2);
    assertThat(tried.from(2)).isEqualTo("2:c");
  }

  @Seeds(200)
  void wherever_TheDiskFills_WhatWasAcknowledgedStays(long seed, SplittableRandom random) {
    Tried tried = new Tried(new SimDisk(random), new Settings(300, 0, 1_000)).write("0:first");
    tried.disk.writeShort();
    tried.disk.holdAtMost(random.nextLong(200, 2_000));
    StringBuilder expected = new StringBuilder("1:0:first");
    long number = 1;
    for (int i = 1; i < 30; i++) {
      String word = i + ":" + "x".repeat(random.nextInt(200));
      CompletableFuture<Long> answer = tried.append(word);
      tried.log.commitNext();
      if (!answer.isCompletedExceptionally()) {
        expected.append(" ").append(++number).append(":").append(word);
      } else {
        assertThat(answer.exceptionNow()).isInstanceOf(LogFull.class);
      }
    }
    assertThat(tried.from(1)).isEqualTo(expected.toString());
    SimDisk after = tried.disk.after(SimDisk.Crash.POWER_CUT_IN_ANY_ORDER);
    assertThat(Tried.on(after).from(1)).isEqualTo(expected.toString());
  }
}
