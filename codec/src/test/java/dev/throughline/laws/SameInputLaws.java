package dev.throughline.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.CustomerLine;
import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What may not make a difference: running again, storing states, and other people.
final class SameInputLaws {
  private SameInputLaws() {}

  /// Contract section 6: the same input gives the same bytes.
  static void sameBytes(Case each) {
    Played first = Played.of(each);
    Played second = Played.of(each);
    assertThat(second.factLines()).isEqualTo(first.factLines());
    assertThat(second.customerLines()).isEqualTo(first.customerLines());
    assertThat(second.report()).isEqualTo(first.report());
  }

  /// Every fact has an id of its own.
  static void factIdsAreUnique(Case each) {
    assertThat(Played.of(each).facts()).extracting(Fact::id).doesNotHaveDuplicates();
  }

  /// Each person's lines stay in their order, but other people's lie differently between them. Only
  /// the order among people may change: at one instant it is that of the file.
  static void interleavingDoesNotMatter(Case each) {
    Played plain = Played.of(each);
    Played mixed = Played.of(each.withLines(interleaved(each)));
    assertThat(mixed.factLinesByCustomer()).isEqualTo(plain.factLinesByCustomer());
    assertThat(mixed.customerLines()).isEqualTo(plain.customerLines());
    assertThat(mixed.report()).isEqualTo(plain.report());
  }

  private static List<String> interleaved(Case each) {
    var random = new SplittableRandom(each.lines().hashCode());
    List<Deque<String>> groups = new ArrayList<>();
    Crowd.of(each.lines()).forEach(group -> groups.add(new ArrayDeque<>(group)));
    List<String> lines = new ArrayList<>();
    while (!groups.isEmpty()) {
      Deque<String> group = groups.get(random.nextInt(groups.size()));
      lines.add(group.remove());
      groups.removeIf(Deque::isEmpty);
    }
    return lines;
  }

  /// A state written out and read back after every input changes nothing, and reads back as itself.
  static void stateSurvivesStorage(Case each) {
    Played plain = Played.of(each);
    Played stored = Played.of(each, SameInputLaws::throughBytes);
    assertThat(stored.factLines()).isEqualTo(plain.factLines());
    assertThat(stored.customerLines()).isEqualTo(plain.customerLines());
    assertThat(stored.report()).isEqualTo(plain.report());
  }

  private static Customer throughBytes(Customer customer) {
    byte[] bytes = CustomerBytes.write(customer);
    Customer back = CustomerBytes.read(bytes);
    assertThat(CustomerBytes.write(back)).as(CustomerLine.write(customer)).isEqualTo(bytes);
    return back;
  }

  /// A person's facts, their ids included, are the same when nobody else is in the file.
  static void othersDoNotMatter(Case each) {
    Played together = Played.of(each);
    Map<String, List<String>> facts = new TreeMap<>();
    List<String> customers = new ArrayList<>();
    for (List<String> lines : Crowd.of(each.lines())) {
      Played alone = Played.of(each.withLines(lines));
      facts.putAll(alone.factLinesByCustomer());
      customers.addAll(alone.customerLines());
    }
    assertThat(facts).isEqualTo(together.factLinesByCustomer());
    assertThat(customers).containsExactlyInAnyOrderElementsOf(together.customerLines());
  }
}
