package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InputLogTest {
  @Test
  void nothingIsAcknowledgedBeforeItIsDurable() {
    Tried tried = Tried.fresh();
    CompletableFuture<Long> answer = tried.append("a");
    assertThat(answer).isNotDone();
    assertThat(tried.log.last()).isZero();
    assertThat(tried.log.pendingBytes()).isPositive();

    tried.log.commitNext();
    assertThat(answer).isCompletedWithValue(1L);
    assertThat(tried.log.last()).isEqualTo(1);
    assertThat(tried.log.pendingBytes()).isZero();
  }

  @Test
  void whateverWaitsIsOneGroupWithOneForce() {
    Tried tried = Tried.fresh();
    int before = tried.disk.forces();
    CompletableFuture<Long> first = tried.append("a", "b");
    CompletableFuture<Long> second = tried.append("c");
    tried.log.commitNext();
    assertThat(tried.disk.forces() - before).isEqualTo(1);
    assertThat(first).isCompletedWithValue(2L);
    assertThat(second).isCompletedWithValue(3L);
    assertThat(tried.handedOn).containsExactly("1:a 2:b 3:c");
  }

  @Test
  void aGroupIsHandedOnOnlyOnceItIsDurableAndWithWhatWasAttached() {
    Tried tried = Tried.fresh();
    List<Logged> seen = new ArrayList<>();
    InputLog log = InputLog.openIdle(tried.disk.after(SimDisk.Crash.KILL), () -> 7, sizes());
    log.subscribe(group -> {
      assertThat(log.last()).isEqualTo(group.getLast().number());
      seen.addAll(group);
    });
    CompletableFuture<Long> answer = log.append(Tried.entries("a"));
    assertThat(seen).isEmpty();
    log.commitNext();
    assertThat(answer).isCompletedWithValue(1L);
    assertThat(seen).extracting(Logged::attachment).containsExactly("a");
    assertThat(seen).extracting(Logged::stampMs).containsExactly(7L);
  }

  @Test
  void itIsReadAgainFromAnyEntry() {
    Tried tried = Tried.fresh();
    CompletableFuture<Long> first = tried.append("a", "b");
    CompletableFuture<Long> second = tried.append("c");
    tried.log.commitNext();
    tried.write("d");
    assertThat(first).isCompletedWithValue(2L);
    assertThat(second).isCompletedWithValue(3L);
    assertThat(tried.from(1)).isEqualTo("1:a 2:b 3:c 4:d");
    assertThat(tried.from(2)).isEqualTo("2:b 3:c 4:d");
    assertThat(tried.from(4)).isEqualTo("4:d");
    assertThat(tried.from(5)).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> tried.log.from(6));
  }

  @Test
  void aRestartGoesOnWhereItEnded() {
    Tried tried = Tried.fresh().write("a", "b");
    tried.log.close();
    Tried again = Tried.on(tried.disk).write("c");
    assertThat(again.from(1)).isEqualTo("1:a 2:b 3:c");
    assertThat(again.handedOn).containsExactly("3:c");
    assertThat(again.log.tornTail()).isEmpty();
  }

  @Test
  void theStampNeverGoesBackEvenIfTheClockDoes() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), new Settings(1, 0, 100));
    tried.write("a");
    tried.nowMs -= 3_600_000;
    tried.write("b");
    Tried again = new Tried(tried.disk, new Settings(1, 0, 100));
    again.nowMs = 0;
    again.write("c");
    again.log.dropBefore(3);
    try (Cursor cursor = again.log.from(3)) {
      assertThat(cursor.next().stampMs()).isEqualTo(Tried.NOON);
    }
  }

  @Test
  void anEmptyAppendIsNoneAndAnEmptyEntryIsRefusedBecauseItMeansALostOne() {
    Tried tried = Tried.fresh();
    assertThat(tried.append()).isCompletedWithValue(0L);
    tried.write("a", "b");
    assertThat(tried.append()).isCompletedWithValue(2L);
    assertThatThrownBy(() -> tried.append(""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("An entry of no bytes");
  }

  @Test
  void closingCommitsWhatWaitsAndRefusesTheRest() {
    Tried tried = Tried.fresh();
    CompletableFuture<Long> before = tried.append("a");
    tried.log.close();
    assertThat(before).isCompletedWithValue(1L);
    assertThat(tried.append("b").exceptionNow()).isInstanceOf(LogBroken.class);
  }

  @Test
  void anAppenderThatGivesUpLeavesNothingPending() {
    Tried tried = Tried.fresh();
    tried.append("a").cancel(false);
    tried.log.commitNext();
    assertThat(tried.log.pendingBytes()).isZero();
    assertThat(tried.from(1)).isEqualTo("1:a");
  }

  @Test
  void tooMuchAtOnceIsRefusedBeforeItFillsTheMemory() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), new Settings(1, 0, 8 << 20));
    List<Entry> large = List.of(new Entry(new byte[8 << 20], null));
    CompletableFuture<Long> last = tried.log.append(large);
    int accepted = 0;
    while (!last.isDone()) {
      accepted++;
      last = tried.log.append(large);
    }
    assertThat(accepted).isEqualTo(7);
    assertThat(last.exceptionNow()).isInstanceOf(LogBusy.class);
    assertThat(tried.log.pendingBytes()).isLessThanOrEqualTo(WaitingLine.MAX_BYTES);
    tried.log.close();
    assertThat(tried.log.last()).isEqualTo(7);
  }

  @Test
  void aGroupIsNoLargerThanItMayBe() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), sizes());
    List<Entry> third = List.of(new Entry(new byte[(int) (WaitingLine.MAX_GROUP_BYTES / 3)], null));
    List<CompletableFuture<Long>> answers =
        List.of(tried.log.append(third), tried.log.append(third), tried.log.append(third));
    tried.log.commitNext();
    assertThat(answers).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
    tried.log.commitNext();
    assertThat(answers.getLast()).isCompletedWithValue(3L);
  }

  @Test
  void anEntryThatIsTooLargeIsOurMistake() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), new Settings(1_000, 0, 3));
    assertThatIllegalStateException()
        .isThrownBy(() -> tried.append("four"))
        .withMessageContaining("An entry of 4 bytes where 3 are the most");
  }

  @Test
  void thereIsOneSubscriberAndItMissesNothing() {
    Tried tried = Tried.fresh();
    assertThatIllegalStateException().isThrownBy(() -> tried.log.subscribe(group -> {}));
    InputLog late = InputLog.openIdle(new SimDisk(new SplittableRandom(1)), () -> 0, sizes());
    assertThat(late.append(Tried.entries("a"))).isNotDone();
    assertThatIllegalStateException().isThrownBy(() -> late.subscribe(group -> {}));
  }

  @Test
  void aSubscriberThatFailsStopsTheLog() {
    InputLog log = InputLog.openIdle(new SimDisk(new SplittableRandom(1)), () -> 0, sizes());
    log.subscribe(group -> {
      throw new IllegalStateException("no such customer");
    });
    CompletableFuture<Long> durable = log.append(Tried.entries("a"));
    log.commitNext();
    assertThat(durable).isCompletedWithValue(1L);
    assertThat(log.append(Tried.entries("b")).exceptionNow()).isInstanceOf(LogBroken.class);
    assertThat(log.health())
        .isEqualTo(
            new Health.Broken(
                "The log stopped after entry 1: java.lang.IllegalStateException: no such"
                    + " customer"));
  }

  @Test
  void theThreadThatCommitsCannotCloseTheLogItServes() {
    InputLog log = InputLog.open(new SimDisk(new SplittableRandom(1)), () -> 0, sizes());
    CountDownLatch told = new CountDownLatch(1);
    log.subscribe(group -> await(told));
    log.append(Tried.entries("a")).join();
    CompletableFuture<Void> closing =
        log.append(Tried.entries("b")).thenAccept(number -> log.close());
    told.countDown();
    assertThatThrownBy(closing::join).hasCauseInstanceOf(IllegalStateException.class);
    log.close();
    assertThat(log.last()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void segmentsRollAndOldOnesGo() {
    Settings settings = new Settings(250, 0, 100);
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), settings);
    String word = "w".repeat(50);
    tried.write(word, word, word, word, word, word, word);
    assertThat(tried.disk.list())
        .containsExactly(
            "0000000000000000001.log",
            "0000000000000000003.log",
            "0000000000000000005.log",
            "0000000000000000007.log");

    tried.log.dropBefore(4);
    assertThat(tried.log.first()).isEqualTo(3);
    tried.log.dropBefore(1_000);
    assertThat(tried.log.first()).isEqualTo(7);
    assertThat(tried.disk.list()).containsExactly("0000000000000000007.log");
    assertThatIllegalStateException()
        .isThrownBy(() -> tried.log.from(6))
        .withMessage("No entry 6: the log holds 7 to 7");

    Tried again = new Tried(tried.disk, settings).write("x");
    assertThat(again.from(7)).isEqualTo("7:" + word + " 8:x");
  }

  private static Settings sizes() {
    return new Settings(10 << 20, 0, 4 << 20);
  }
}
