package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.codec.document.Source;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Dead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RemoteQuestionTest {
  @Test
  void aQuestionIsUnderstoodAsItWasPut() {
    for (RemoteQuestion<?> each :
        List.of(
            new RemoteQuestion.Named("änn"),
            new RemoteQuestion.Identified(new Identifier("email", "ann@shop.example")),
            new RemoteQuestion.Recipient("letter/1"),
            new RemoteQuestion.Lettered("letter/1"),
            new RemoteQuestion.Open(),
            new RemoteQuestion.Refused(Long.MAX_VALUE, 20),
            new RemoteQuestion.Documents(),
            new RemoteQuestion.Counts(),
            new RemoteQuestion.People(7, 100),
            new RemoteQuestion.HowMany(),
            new RemoteQuestion.Unsent(),
            new RemoteQuestion.Newest())) {
      assertThat(RemoteQuestion.of(each.bytes())).isEqualTo(each);
    }
  }

  @Test
  void anAnswerIsUnderstoodAsItWasGiven() {
    Dead dead = new Dead(7, Storefront.START, "http", "bad", "wröng", "x".repeat(100_000));
    check(RemoteAnswer.DEAD.listed(), List.of(dead, dead));
    check(RemoteAnswer.DEAD.maybe(), Optional.of(dead));
    check(RemoteAnswer.DEAD.maybe(), Optional.empty());
    check(RemoteAnswer.SOURCE, new Source("shop.yaml", "kind: workspace\n"));
    check(RemoteAnswer.COUNTERS, new TreeMap<>(Map.of("events", 7L, "ticks", 0L)));
    check(RemoteAnswer.NUMBER, -1L);
  }

  private static <A> void check(RemoteAnswer<A> form, A answer) {
    assertThat(form.of(form.bytes(answer))).isEqualTo(answer);
  }

  @Test
  void aNewerNodesQuestionIsNamed() {
    assertThatThrownBy(() -> RemoteQuestion.of(new byte[] {'?'}))
        .hasMessageContaining("it is newer");
  }
}
