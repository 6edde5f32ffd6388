package dev.throughline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final int CELLS = 2;

  private final List<String> logged = new ArrayList<>();
  private final List<CompletableFuture<Long>> answers = new ArrayList<>();
  private final Marks marks = new Marks(CELLS, this::append, Runnable::run);

  private CompletableFuture<Long> append(byte[] entry) {
    logged.add(new String(entry, UTF_8));
    answers.add(new CompletableFuture<>());
    return answers.getLast();
  }

  private void pass(String logged) {
    for (int cell = 0; cell < CELLS; cell++) {
      marks.passed(cell, logged.substring(1));
    }
  }

  @Test
  void anEntryIsAppliedOnceEveryCellHasPassedAMarkOn() {
    CompletableFuture<Long> applied = marks.applied(5);
    answers.getFirst().complete(6L);
    marks.passed(0, logged.getFirst().substring(1));
    marks.passed(0, logged.getFirst().substring(1));
    assertThat(applied).isNotDone();
    marks.passed(1, logged.getFirst().substring(1));
    assertThat(applied.join()).isEqualTo(6);
    assertThat(logged).singleElement().asString().startsWith("m");
  }

  @Test
  void whoComesWhileAMarkIsOnItsWaySharesTheNext() {
    CompletableFuture<Long> first = marks.applied(5);
    CompletableFuture<Long> second = marks.applied(6);
    CompletableFuture<Long> third = marks.applied(7);
    assertThat(logged).hasSize(1);
    answers.getFirst().complete(6L);
    pass(logged.getFirst());
    assertThat(first).isDone();
    assertThat(List.of(second, third)).noneMatch(CompletableFuture::isDone);
    assertThat(logged).hasSize(2);
    answers.getLast().complete(9L);
    pass(logged.getLast());
    assertThat(List.of(second.join(), third.join())).containsExactly(9L, 9L);
  }

  @Test
  void whatAnEarlierMarkHasShownNeedsNone() {
    CompletableFuture<Long> first = marks.applied(5);
    answers.getFirst().complete(6L);
    pass(logged.getFirst());
    assertThat(first).isDone();
    assertThat(marks.applied(6).join()).isEqualTo(6);
    assertThat(logged).hasSize(1);
  }

  @Test
  void theCellsMayBeHeardBeforeTheLogAnswers() {
    CompletableFuture<Long> applied = marks.applied(5);
    pass(logged.getFirst());
    assertThat(applied).isNotDone();
    answers.getFirst().complete(6L);
    assertThat(applied.join()).isEqualTo(6);
  }

  @Test
  void anotherNodesMarkSaysNothing() {
    CompletableFuture<Long> applied = marks.applied(5);
    answers.getFirst().complete(6L);
    pass("manother/1");
    assertThat(applied).isNotDone();
  }

  @Test
  void aMarkThatTheLogDoesNotTakeFailsThoseWhoWaitForIt() {
    CompletableFuture<Long> first = marks.applied(5);
    CompletableFuture<Long> second = marks.applied(6);
    answers.getFirst().completeExceptionally(new IllegalStateException("no broker"));
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isNotDone();
    answers.getLast().complete(8L);
    pass(logged.getLast());
    assertThat(second.join()).isEqualTo(8);
  }

  @Test
  void nobodyWaitsForANodeThatHasStopped() {
    CompletableFuture<Long> first = marks.applied(5);
    CompletableFuture<Long> second = marks.applied(6);
    marks.end(new IllegalStateException("stopped"));
    assertThat(List.of(first, second, marks.applied(7)))
        .allMatch(CompletableFuture::isCompletedExceptionally);
    answers.getFirst().completeExceptionally(new IllegalStateException("no broker"));
    assertThat(logged).hasSize(1);
  }
}
