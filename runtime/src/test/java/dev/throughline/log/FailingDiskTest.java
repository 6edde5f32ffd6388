package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FailingDiskTest {
  @Test
  void afterAFailedFsyncNothingIsAcknowledgedUntilARestart_F36() {
    Tried tried = Tried.fresh().write("a");
    tried.disk.failForceAfter(0);
    CompletableFuture<Long> group = tried.append("b");
    tried.log.commitNext();
    assertThat(group.exceptionNow())
        .isInstanceOf(LogBroken.class)
        .hasMessageContaining("The log stopped after entry 1")
        .hasMessageContaining("Input/output error");

    assertThat(tried.append("c").exceptionNow()).isInstanceOf(LogBroken.class);
    assertThat(tried.urgently("d").exceptionNow()).isInstanceOf(LogBroken.class);
    assertThat(tried.log.health()).isInstanceOf(Health.Broken.class);
    assertThat(tried.log.last()).isEqualTo(1);
    assertThat(tried.handedOn).containsExactly("1:a");

    SimDisk afterwards = tried.disk.after(SimDisk.Crash.POWER_CUT_IN_ORDER);
    assertThat(Tried.on(afterwards).write("e").from(1)).isEqualTo("1:a 2:e");
  }

  @Test
  void whatWaitedBehindAFailureIsRefusedToo() {
    Tried tried = new Tried(Tried.fresh().disk, new Settings(1_000, 0, 5 << 20));
    CompletableFuture<Long> first = tried.append("a".repeat(4 << 20));
    CompletableFuture<Long> second = tried.append("b");
    tried.disk.dieAfter(0);
    tried.log.close();
    assertThat(first.exceptionNow()).isInstanceOf(LogBroken.class);
    assertThat(second.exceptionNow()).isInstanceOf(LogBroken.class);
    assertThat(tried.log.pendingBytes()).isZero();
  }

  @Test
  void whatOnlyTheCacheHoldsAfterAFailedFsyncIsWrittenAgainByTheNextStart() {
    Tried tried = Tried.fresh().write("a");
    tried.disk.failForceAfter(0);
    CompletableFuture<Long> answer = tried.append("b");
    tried.log.commitNext();
    assertThat(answer).isCompletedExceptionally();

    Tried restarted = Tried.on(tried.disk.after(SimDisk.Crash.KILL));
    assertThat(restarted.from(1)).isEqualTo("1:a 2:b");
    SimDisk cut = restarted.disk.after(SimDisk.Crash.POWER_CUT_IN_ORDER);
    assertThat(Tried.on(cut).from(1)).isEqualTo("1:a 2:b");
  }
}
