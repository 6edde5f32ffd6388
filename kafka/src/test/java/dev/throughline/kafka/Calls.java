package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// What one thread appended to the two partitions of a topic, in turn, and when it was told what
/// became of it. Each record holds its number.
final class Calls {
  private final String topic;
  private final AtomicLong ticks = new AtomicLong();
  private final List<Call> calls = new ArrayList<>();

  Calls(String topic) {
    this.topic = topic;
  }

  /// A call, the tick at which it returned and that at which its fate was told.
  private record Call(CompletableFuture<Long> answer, long returned, AtomicLong told) {
    boolean isCertainlyNotWritten() {
      return answer.isCompletedExceptionally()
          && answer.exceptionNow() instanceof AppendFailed failed
          && !failed.mayBeWritten();
    }
  }

  void make(TopicWriter writer, int count) {
    for (int i = 0; i < count; i++) {
      CompletableFuture<Long> _ = one(writer);
    }
  }

  CompletableFuture<Long> one(TopicWriter writer) {
    int number = calls.size();
    byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    AtomicLong told = new AtomicLong();
    CompletableFuture<Long> answer =
        writer.append(topic, number % 2, System.currentTimeMillis(), value);
    CompletableFuture<Long> _ = answer.whenComplete((_, _) -> told.set(ticks.incrementAndGet()));
    calls.add(new Call(answer, ticks.incrementAndGet(), told));
    return answer;
  }

  /// Appends to both partitions until that succeeds.
  void untilWritten(TopicWriter writer) {
    for (int partition = 0; partition < 2; partition++) {
      Eventually.until(() -> one(writer).exceptionally(_ -> -1L).join() >= 0);
    }
  }

  /// Holds what a partition holds (as `offset:number`) against what was told.
  void check(int partition, List<String> found) {
    Map<Integer, Long> offsets = new HashMap<>();
    int before = -1;
    for (String line : found) {
      String[] parts = line.split(":", 2);
      int number = Integer.parseInt(parts[1]);
      assertThat(number).as("after " + before).isGreaterThan(before);
      offsets.put(number, Long.parseLong(parts[0]));
      before = number;
    }
    long gapTold = 0;
    for (int number = partition; number < calls.size(); number += 2) {
      Call call = calls.get(number);
      Long offset = offsets.get(number);
      if (offset == null) {
        assertThat(call.answer).as("%d, which is not there", number).isCompletedExceptionally();
        gapTold = Math.max(gapTold, call.told.get());
      } else {
        assertThat(call.isCertainlyNotWritten())
            .as("%d was told not to be there", number)
            .isFalse();
        assertThat(call.returned).as("%d lies behind a gap", number).isGreaterThan(gapTold);
        if (!call.answer.isCompletedExceptionally()) {
          assertThat(call.answer.resultNow()).as("offset of %d", number).isEqualTo(offset);
        }
      }
    }
    System.out.printf(
        "partition %d: %d calls, %d there, %d failed of which %d are there%n",
        partition,
        calls.size() / 2,
        found.size(),
        calls.stream().filter(call -> call.answer.isCompletedExceptionally()).count() / 2,
        offsets.keySet().stream()
            .filter(number -> calls.get(number).answer.isCompletedExceptionally())
            .count());
  }
}
