package dev.throughline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is known in the end, against what the clients and the provider saw.
final class Reckoning {
  private Reckoning() {}

  /// By number and by sum of what is random in them: the same set of events, each once.
  static void countedOnce(Orchestrator runtime, List<String> sent) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (String line : sent) {
      Fields event = fields(line.substring(line.indexOf(' ') + 1));
      if (event.text("event").equals("Coffee")
          && event.get("properties") instanceof Fields properties
          && properties.get("n") instanceof Value.Int(long n)) {
        counts.merge(event.text("userId"), 1L, Long::sum);
        sums.merge(event.text("userId"), BigDecimal.valueOf(n), BigDecimal::add);
      }
    }
    for (String person : counts.keySet()) {
      Customer customer = runtime.ask(view -> view.customer(person)).join().orElseThrow();
      assertThat(customer.tallies.values())
          .as("the coffees of %s", person)
          .isNotEmpty()
          .allSatisfy(tally -> assertThat(tally.count()).isEqualTo(counts.get(person)));
      assertThat(customer.tallies.values())
          .as("the sum of the coffees of %s", person)
          .anySatisfy(tally -> assertThat(tally.sum()).isEqualByComparingTo(sums.get(person)));
    }
  }

  /// @param claimed the letters that were to leave at least once
  /// @param kills how often a process died
  static void sentAtMostOnce(
      Orchestrator runtime, Set<String> claimed, List<String> sent, List<String> wire, int kills) {
    List<String> onTheWire =
        wire.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertThat(onTheWire).as("each send key is on the wire at most once").doesNotHaveDuplicates();

    TreeMap<String, Letter> letters = new TreeMap<>();
    for (String id : claimed) {
      letters.put(id, runtime.ask(view -> view.letter(id)).join().orElseThrow());
    }
    runtime.ask(View::openLetters).join().forEach(letter -> letters.put(letter.id(), letter));
    long newcomers = sent.stream().filter(line -> line.contains("Signed Up")).count();
    assertThat(letters.values().stream().map(Letter::customer).distinct().count())
        .as("one letter was decided for every newcomer")
        .isEqualTo(newcomers)
        .isEqualTo(letters.size());
    TreeSet<String> reached = new TreeSet<>(onTheWire);
    int unknown = 0;
    for (Letter letter : letters.values()) {
      switch (letter.state()) {
        case SENT -> assertThat(reached).contains(letter.id());
        case DECIDED -> assertThat(reached).doesNotContain(letter.id());
        // What was granted to go when the last server stopped is unknown to the next.
        case UNKNOWN, IN_FLIGHT -> unknown++;
        case FAILED, WITHDRAWN -> throw new AssertionError("This letter is lost: " + letter);
      }
    }
    System.out.printf(
        "%d events, %d letters, %d on the wire, %d unknown%n",
        sent.size(), letters.size(), wire.size(), unknown);
    assertThat(unknown).as("few are in flight when the process dies").isLessThan(32 * kills);
  }

  private static Fields fields(String json) {
    if (JsonValues.parse(json) instanceof JsonValues.Parsed.Ok(Fields fields)) {
      return fields;
    }
    throw new IllegalStateException("Not an event: " + json);
  }
}
