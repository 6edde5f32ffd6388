package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.InForce;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.View;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two nodes in one process that ask each other.
@Timeout(60)
class ClusterViewTest {
  private static final int CELLS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<Integer, String> where = new ConcurrentHashMap<>();
  private final Map<String, RemoteCells> nodes = new ConcurrentHashMap<>();
  private final Map<String, CellQuestions> here = new ConcurrentHashMap<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  /// A cell in which some people are known.
  private record Room(String currency, List<String> names, List<Dead> dead) implements View {
    private static Customer named(String name) {
      return new Customer(new CustomerId(name));
    }

    @Override
    public Optional<Customer> customer(String id) {
      return names.contains(id) ? Optional.of(named(id)) : Optional.empty();
    }

    @Override
    public Optional<Customer> customer(Identifier identifier) {
      return customer(identifier.value());
    }

    @Override
    public Optional<Customer> customerOf(Letter letter) {
      return Optional.of(named(names.get((int) letter.person() - 1)));
    }

    @Override
    public Catalog catalog() {
      return InForce.stored(sources()).catalog();
    }

    @Override
    public List<Source> sources() {
      return List.of(
          new Source(
              "w.yaml", "kind: workspace\nkey: shop\nname: W\ncurrency: %s\n".formatted(currency)));
    }

    @Override
    public Optional<Letter> letter(String id) {
      return openLetters().stream().filter(letter -> letter.id().equals(id)).findFirst();
    }

    @Override
    public long openLetterCount() {
      return openLetters().size();
    }

    @Override
    public List<Letter> openLetters() {
      List<Letter> letters = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        letters.add(ClusterViewTest.letter("to-" + names.get(i), i + 1));
      }
      return letters;
    }

    @Override
    public List<Dead> dead(long before, int limit) {
      return dead.stream().filter(one -> one.number() < before).limit(limit).toList();
    }

    @Override
    public SortedMap<String, Long> counters() {
      return new TreeMap<>(Map.of("events", (long) names.size()));
    }

    @Override
    public Page people(long after, int limit) {
      int last = Math.min((int) after + limit, names.size());
      List<Customer> page = new ArrayList<>();
      for (int i = (int) after; i < last; i++) {
        page.add(named(names.get(i)));
      }
      return new Page(page, last);
    }

    @Override
    public long people() {
      return names.size();
    }

    @Override
    public long lastPerson() {
      return names.size();
    }

    @Override
    public long applied() {
      return 0;
    }

    @Override
    public long facts() {
      return 0;
    }
  }

  private static Letter letter(String id, long person) {
    return new Letter(
        id,
        person,
        "",
        "email",
        "",
        "welcome",
        1,
        "",
        "greet",
        "",
        "marketing",
        Storefront.START,
        new TreeMap<>(),
        Letter.State.DECIDED,
        0,
        Storefront.START,
        Storefront.START,
        "");
  }

  private static Dead dead(long number) {
    return new Dead(number, Storefront.START, "http", "bad", "wrong", "{}");
  }

  private View node(String address) {
    CellQuestions questions = here.computeIfAbsent(address, _ -> new CellQuestions());
    RemoteCells cells =
        new RemoteCells(
            CELLS,
            questions,
            cell -> Optional.ofNullable(where.get(cell)).filter(node -> !node.equals(address)),
            this::ask,
            PATIENCE);
    nodes.put(address, cells);
    opened.add(cells);
    return new ClusterView(cells, new ClusterCatalog(), () -> 40, () -> 50);
  }

  private byte[] ask(String address, byte[] question) {
    RemoteCells node = nodes.get(address);
    if (node == null) {
      throw new UncheckedIOException(new java.io.IOException("Nobody is at " + address));
    }
    return node.answer(question);
  }

  private void put(int cell, String address, String... names) {
    put(cell, address, new Room("EUR", List.of(names), List.of()));
  }

  /// The thread that works a cell looks between two pieces of work whether it is asked something.
  private void put(int cell, String address, Room room) {
    where.put(cell, address);
    CellQuestions.Desk desk = here.computeIfAbsent(address, _ -> new CellQuestions()).open(cell);
    Thread worker =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.interrupted()) {
                desk.answer(room);
                LockSupport.parkNanos(1_000_000);
              }
              desk.close();
            });
    opened.add(worker::interrupt);
  }

  private static List<String> names(List<Customer> customers) {
    return customers.stream().map(customer -> customer.id.value()).toList();
  }

  @Test
  void peopleAreFoundWhereverTheyAre() {
    View a = node("a");
    View b = node("b");
    put(0, "a", "ann");
    put(1, "b", "bob");
    put(2, "b", "cid");
    for (View view : List.of(a, b)) {
      for (String name : List.of("ann", "bob", "cid")) {
        assertThat(view.customer(name).orElseThrow().id.value()).isEqualTo(name);
        assertThat(view.customer(Identifier.user(name))).isPresent();
      }
      assertThat(view.customer("dan")).isEmpty();
      assertThat(view.people()).isEqualTo(3);
      assertThat(view.counters()).containsExactly(Map.entry("events", 3L));
      assertThat(view.applied()).isEqualTo(40);
      assertThat(view.facts()).isEqualTo(50);
    }
  }

  @Test
  void aLettersPersonIsOneOfItsOwnCell() {
    View a = node("a");
    put(0, "a", "ann");
    put(1, "b", "bob");
    put(2, "b", "cid");
    node("b");
    Letter letter = a.letter("to-cid").orElseThrow();
    assertThat(letter.person()).isEqualTo(1);
    assertThat(a.customerOf(letter).orElseThrow().id.value()).isEqualTo("cid");
    assertThat(a.openLetterCount()).isEqualTo(a.openLetters().size()).isPositive();
    assertThat(a.openLetters())
        .extracting(Letter::id)
        .containsExactly("to-ann", "to-bob", "to-cid");
  }

  @Test
  void everyoneIsOnOnePage() {
    View a = node("a");
    node("b");
    put(0, "a", "a1", "a2", "a3", "a4");
    put(1, "b");
    put(2, "b", "c1", "c2", "c3");
    for (int limit = 1; limit < 6; limit++) {
      List<String> found = new ArrayList<>();
      long last = a.lastPerson();
      for (long after = 0; after < last; ) {
        View.Page page = a.people(after, limit);
        assertThat(page.last()).isGreaterThan(after);
        found.addAll(names(page.customers()));
        after = page.last();
      }
      assertThat(found).containsExactly("a1", "a2", "a3", "a4", "c1", "c2", "c3");
    }
  }

  @Test
  void whatWasRefusedIsInTheOrderOfTheLog() {
    View a = node("a");
    put(0, "a", new Room("EUR", List.of(), List.of(dead(9), dead(3))));
    put(1, "a", new Room("EUR", List.of(), List.of(dead(9), dead(5))));
    put(2, "a", new Room("EUR", List.of(), List.of()));
    assertThat(a.dead(100, 2)).extracting(Dead::number).containsExactly(9L, 5L);
    assertThat(a.dead(5, 2)).extracting(Dead::number).containsExactly(3L);
  }

  @Test
  void aNodeWithoutACellKnowsTheCatalog() {
    View a = node("a");
    View b = node("b");
    for (int cell = 0; cell < CELLS; cell++) {
      put(cell, "b", new Room("CHF", List.of(), List.of()));
    }
    for (View view : List.of(a, b)) {
      assertThat(view.sources()).singleElement().extracting(Source::file).isEqualTo("w.yaml");
      assertThat(view.catalog().documents().workspace().currency()).isEqualTo("CHF");
    }
  }

  @Test
  void aCellThatIsBeingTakenOverIsWaitedFor() {
    View a = node("a");
    put(0, "a", "ann");
    put(1, "a", "bob");
    where.put(2, "dead");
    Thread.ofVirtual()
        .start(() -> {
          LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
          put(2, "b", "cid");
          node("b");
        });
    assertThat(a.customer("cid").orElseThrow().id.value()).isEqualTo("cid");
  }

  @Test
  void aCellThatStaysAwayIsNamed() {
    View a = node("a");
    put(0, "a", "ann");
    put(1, "a", "bob");
    where.put(2, "dead");
    assertThat(a.customer("ann")).isPresent();
    assertThatThrownBy(() -> a.customer("cid"))
        .isInstanceOf(RemoteCellAway.class)
        .hasMessageContaining("cell 2")
        .hasMessageContaining("taken over")
        .hasRootCauseMessage("Nobody is at dead");
  }
}
