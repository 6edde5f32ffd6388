package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.kafka.Neighbourhood.Node;
import dev.throughline.log.Health;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.Orchestrator.Submission;
import dev.throughline.runtime.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real nodes on a real broker.
@Timeout(180)
class ClusterRuntimeTest {
  private static final int PEOPLE = 30;

  @TempDir Path data;

  private static List<Command> identified(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Storefront.identified("i" + i, "u" + i))
        .toList();
  }

  private static List<Command> signedUp() {
    return IntStream.range(0, PEOPLE)
        .mapToObj(i -> Storefront.did("s" + i, "u" + i, "Signed Up"))
        .toList();
  }

  @Test
  void twoNodesAreOneRuntime() {
    try (Neighbourhood all = new Neighbourhood(data, _ -> {})) {
      Node a = all.join("a:1");
      a.take(List.of(Storefront.published()));
      a.take(identified(0, PEOPLE));
      Node b = all.join("b:1");
      Neighbourhood.until("b has its share", () -> b.runtime().health() instanceof Health.Well);
      // what one has taken in counts once, whichever takes it in again
      Counted counted = new Counted();
      b.take(identified(PEOPLE - 10, PEOPLE + 10), counted);
      assertThat(counted.taken()).isEqualTo(10);
      assertThat(counted.duplicates()).isEqualTo(10);
      for (Node node : List.of(a, b)) {
        assertThat(node.<Long>ask(View::people)).isEqualTo(PEOPLE + 10);
        assertThat(node.ask(view -> view.customer("u7")).orElseThrow().id.value()).isEqualTo("u7");
        assertThat(node.<Integer>ask(view -> view.catalog().documents().journeys().size())).isOne();
        assertThat(everyone(node)).hasSize(PEOPLE + 10).doesNotHaveDuplicates();
      }
      // letters are carried once, by either
      a.take(signedUp());
      Neighbourhood.until("all have left", () -> sent(b) == PEOPLE);
      assertThat(all.carried).hasSize(PEOPLE).allSatisfy((_, times) -> assertThat(times).isOne());
      List.of(a, b).forEach(Node::catchUp);
      assertThat(a.facts).isNotEmpty().isEqualTo(b.facts);
      Neighbourhood.until("nothing waits", () -> a.runtime().behind() == 0);
      // who comes back hears what was told meanwhile, under the same numbers
      int kept = b.facts.size();
      long entry = b.lastEntry();
      all.leave("b:1");
      a.take(List.of(Storefront.did("o1", "u1", "Order Completed")));
      assertThat(a.<Long>ask(View::people)).isEqualTo(PEOPLE + 10);
      Node again = all.join("b:1", kept, entry);
      List.of(a, again).forEach(Node::catchUp);
      assertThat(a.facts.size()).isGreaterThan(kept);
      assertThat(again.facts).isEqualTo(a.facts.subList(kept, a.facts.size()));
      assertThat(List.of(a.failures, b.failures, again.failures)).allMatch(List::isEmpty);
    }
  }

  @Test
  void aNodeOutlivesItsBrokers() {
    try (Neighbourhood all = new Neighbourhood(data, _ -> {})) {
      Node a = all.join("a:1");
      a.take(List.of(Storefront.published()));
      a.take(identified(0, PEOPLE));
      all.broker().stop();
      Neighbourhood.until(
          "it is known that no broker answers",
          () -> a.runtime().submit(identified(0, 1)) instanceof Submission.Refused);
      assertThat(a.runtime().health()).isInstanceOf(Health.Broken.class);
      all.broker().startAgain();
      Neighbourhood.until("all is well again", () -> a.runtime().health() instanceof Health.Well);
      a.take(signedUp());
      Neighbourhood.until("all have left", () -> sent(a) == PEOPLE);
      assertThat(all.carried).hasSize(PEOPLE).allSatisfy((_, times) -> assertThat(times).isOne());
      assertThat(a.failures).isEmpty();
    }
  }

  private static List<String> everyone(Node node) {
    List<String> names = new ArrayList<>();
    long last = node.ask(View::lastPerson);
    for (long after = 0; after < last; ) {
      long from = after;
      View.Page page = node.ask(view -> view.people(from, 7));
      page.customers().forEach(customer -> names.add(customer.id.value()));
      after = page.last();
    }
    return names;
  }

  private static long sent(Node node) {
    synchronized (node.facts) {
      return node.facts.stream().filter(fact -> fact.contains("\"message.delivered\"")).count();
    }
  }
}
