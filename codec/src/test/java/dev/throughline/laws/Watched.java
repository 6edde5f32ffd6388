package dev.throughline.laws;

import dev.throughline.catalog.Catalog;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.governance.Zones;
import dev.throughline.simulation.Simulation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A run looked at input by input: each fact with what was so of its person before and after the
/// input that it follows from, and with all facts told of that person until then.
final class Watched {
  /// @param zones of the person before and after the input; mostly one and the same
  /// @param marks what the caller asked of the person's state, before and after
  /// @param earlier facts of the same person and of those merged into it so far, in order
  record Seen(Fact fact, Set<ZoneId> zones, List<Object> marks, List<Fact> earlier, Life person) {}

  /// One person: what has been told of them.
  static final class Life {
    private boolean known;
    private @Nullable Life mergedInto;
    private final List<Fact> facts = new ArrayList<>();
    private ZoneId zone;
    private Object mark;

    private Life(ZoneId zone, Object mark) {
      this.zone = zone;
      this.mark = mark;
    }

    /// Who this person turned out to be.
    Life inTheEnd() {
      Life last = this;
      while (last.mergedInto != null) {
        last = last.mergedInto;
      }
      return last;
    }
  }

  private final Catalog catalog;
  private final Function<Customer, Object> asked;
  private final Map<Identifier, Life> lives = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private Set<ZoneId> zones = Set.of();
  private List<Object> marks = List.of();
  private Life present;

  private Watched(Catalog catalog, Function<Customer, Object> asked) {
    this.catalog = catalog;
    this.asked = asked;
    this.present = new Life(catalog.workspace().zone(), "");
  }

  static List<Seen> facts(Case each) {
    return facts(each, _ -> "");
  }

  /// @param asked something about a customer's state that a law wants to know
  static List<Seen> facts(Case each, Function<Customer, Object> asked) {
    Catalog catalog = each.catalog();
    Watched watched = new Watched(catalog, asked);
    new Simulation(catalog, watched::told, watched::kept)
        .run(each.arrivals(), each.from(), each.until());
    return watched.seen;
  }

  private Customer kept(Customer customer) {
    ZoneId zone = Zones.of(customer, catalog.workspace().zone());
    Object mark = asked.apply(customer);
    List<Life> found = livesOf(customer);
    Life life = found.isEmpty() ? new Life(zone, mark) : found.getFirst();
    Set<ZoneId> possible = new java.util.HashSet<>(Set.of(zone));
    List<Object> before = new ArrayList<>();
    for (Life each : found) {
      possible.add(each.zone);
      before.add(each.mark);
      if (each != life) {
        life.facts.addAll(each.facts);
        each.mergedInto = life;
      }
    }
    before.add(mark);
    life.zone = zone;
    life.mark = mark;
    for (Identifier identifier : customer.identifiers) {
      lives.put(identifier, life);
      life.known |= identifier.namespace().equals(Identifier.USER);
    }
    present = life;
    zones = possible;
    marks = before;
    return customer;
  }

  /// Those who this customer was until now. A device that belonged to somebody known is not that
  /// person (rule I3).
  private List<Life> livesOf(Customer customer) {
    List<Life> found = new ArrayList<>();
    for (String namespace : List.of(Identifier.USER, "")) {
      for (Identifier identifier : customer.identifiers) {
        Life life = lives.get(identifier);
        boolean user = identifier.namespace().equals(Identifier.USER);
        if (life != null && !found.contains(life) && (user == !namespace.isEmpty())) {
          if (user || !life.known) {
            found.add(life);
          }
        }
      }
    }
    return found;
  }

  private void told(Fact fact) {
    boolean decides = fact.what() instanceof What.MessageDecided;
    seen.add(
        new Seen(fact, zones, marks, decides ? List.copyOf(present.facts) : List.of(), present));
    present.facts.add(fact);
  }
}
