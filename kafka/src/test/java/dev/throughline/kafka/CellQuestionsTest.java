package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.runtime.View;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CellQuestionsTest {
  /// One who knows of eleven people, and nothing else.
  private static final View ELEVEN =
      (View)
          Proxy.newProxyInstance(
              View.class.getClassLoader(), new Class<?>[] {View.class}, (_, _, _) -> 11L);

  private final CellQuestions questions = new CellQuestions();

  @Test
  void aCellAnswersWhenItComesToIt() {
    CellQuestions.Desk desk = questions.open(3);
    CompletableFuture<Long> answer = questions.ask(3, View::people);
    assertThat(answer).isNotDone();
    desk.answer(ELEVEN);
    assertThat(answer.join()).isEqualTo(11);
    assertThat(questions.cells()).containsExactly(3);
  }

  @Test
  void aQuestionThatFailsFailsAlone() {
    CellQuestions.Desk desk = questions.open(3);
    CompletableFuture<Long> wrong =
        questions.ask(
            3,
            _ -> {
              throw new IllegalStateException("no such person");
            });
    CompletableFuture<Long> right = questions.ask(3, View::people);
    desk.answer(ELEVEN);
    assertThatThrownBy(wrong::join).hasMessageContaining("no such person");
    assertThat(right.join()).isEqualTo(11);
  }

  @Test
  void aCellThatIsNotHereSaysSo() {
    assertThatThrownBy(() -> questions.ask(5, View::people).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CellGone.class)
        .hasMessageContaining("Cell 5");
  }

  @Test
  void whatWaitsWhenACellGoesIsToBeAskedElsewhere() {
    CellQuestions.Desk desk = questions.open(3);
    CompletableFuture<Long> answer = questions.ask(3, View::people);
    desk.close();
    assertThatThrownBy(answer::join).hasCauseInstanceOf(CellGone.class);
    assertThat(questions.cells()).isEmpty();
  }

  @Test
  void aCellThatComesBackBeforeItsFormerSelfHasGoneStays() {
    CellQuestions.Desk former = questions.open(3);
    CellQuestions.Desk now = questions.open(3);
    former.close();
    CompletableFuture<Long> answer = questions.ask(3, View::people);
    now.answer(ELEVEN);
    assertThat(answer.join()).isEqualTo(11);
  }

  @Test
  void tooManyQuestionsAreRefused() {
    var _ = questions.open(3);
    for (int i = 0; i < 10_000; i++) {
      var _ = questions.ask(3, View::people);
    }
    assertThatThrownBy(() -> questions.ask(3, View::people).join())
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }
}
