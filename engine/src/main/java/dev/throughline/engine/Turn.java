package dev.throughline.engine;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.JourneyPlan;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Instance;
import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Zones;
import dev.throughline.journey.Journey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The working sheet of one call of the engine: the customer, the moment, what has followed so far
/// and what is still to be worked off.
final class Turn {
  final Catalog catalog;
  final Customer customer;
  final List<Fact> facts = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();

  /// The moment that is being acted in.
  Instant now;

  /// The event at hand; null while timers act.
  @Nullable Event event;

  /// Instances that stand at a step which has not been carried out yet.
  final Deque<Instance> moving = new ArrayDeque<>();

  /// Instances that stand at a send which has not been decided yet.
  final List<Instance> sends = new ArrayList<>();

  /// Sends that instances have arrived at so far, with the moment: none is arrived at twice in one.
  final Set<String> arrivals = new TreeSet<>();

  /// How often each journey was entered, by its key and the moment.
  final Map<String, Integer> entries = new TreeMap<>();

  /// Watches whose inputs have changed.
  final BitSet touched = new BitSet();

  /// Memberships that have changed and that no journey has been asked about yet.
  final Deque<MembershipChange> membershipChanges = new ArrayDeque<>();

  /// Traits that have changed and that no journey has been asked about yet, with their old values.
  final Map<String, Value> changedTraits = new TreeMap<>();

  /// Something changed that an exit's condition may look at.
  boolean exitsUnsure;

  /// A held message may now be free.
  boolean holdsUnsure;

  /// A membership's next re-check may have moved.
  boolean recheckUnsure;

  /// Instances that were paused, by id, with the moment at which their next move was due (rule E7).
  final Map<String, Instant> stale = new TreeMap<>();

  /// Segment entered or left.
  record MembershipChange(String segment, boolean entered) {}

  private @Nullable ZoneId zone;

  Turn(Catalog catalog, Customer customer, Instant now) {
    this.catalog = catalog;
    this.customer = customer;
    this.now = now;
  }

  ZoneId zone() {
    if (zone == null) {
      zone = Zones.of(customer, catalog.workspace().zone());
    }
    return zone;
  }

  void zoneMayHaveChanged() {
    zone = null;
  }

  JourneyPlan plan(Instance instance) {
    return catalog.plan(instance.journey);
  }

  Journey journey(Instance instance) {
    return plan(instance).journey();
  }

  Fact.Place place(Instance instance) {
    return new Fact.Place(instance.journey, instance.version, instance.id);
  }

  void tell(Fact.What what) {
    tell(what, now);
  }

  void tell(Fact.What what, Instant at) {
    String id =
        StableHash.hex("fact", namespace(), customer.id.value(), Long.toString(customer.facts++));
    facts.add(new Fact(id, at, customer.id, what));
  }

  /// What kind of name the customer's is, so that no two people give the same ids.
  String namespace() {
    return customer.known ? Identifier.USER : Identifier.ANONYMOUS;
  }

  Evaluation evaluation() {
    return evaluation(event, null);
  }

  Evaluation evaluation(@Nullable Event at, @Nullable Instance instance) {
    return new Evaluation(
        customer,
        now,
        zone(),
        this::consented,
        at,
        instance == null ? null : instance.entry,
        instance == null ? Value.Nothing.NOTHING : value(instance));
  }

  /// What `instance` stands for, in the type that it had in the event: ids may be numbers.
  private Value value(Instance instance) {
    if (instance.value.isEmpty()) {
      return Value.Nothing.NOTHING;
    }
    Condition expression = journey(instance).entry().instance();
    boolean isText = Character.isLetter(instance.value.charAt(0));
    if (!isText && expression != null && instance.entry != null) {
      Value typed = evaluation(instance.entry, null).value(expression);
      if (Texts.of(typed).equals(instance.value)) {
        return typed;
      }
    }
    return Value.of(instance.value);
  }

  boolean holds(Condition condition, Evaluation evaluation, String document) {
    int before = evaluation.mismatches();
    boolean holds = evaluation.holds(condition);
    report(condition, evaluation.mismatches() - before, document);
    return holds;
  }

  Value value(Condition condition, Evaluation evaluation, String document) {
    int before = evaluation.mismatches();
    Value value = evaluation.value(condition);
    report(condition, evaluation.mismatches() - before, document);
    return value;
  }

  private void report(Condition condition, int mismatches, String document) {
    if (mismatches > 0) {
      effects.add(new Effect.Mismatch(document, condition.text(), mismatches));
    }
  }

  private boolean consented(String purpose, String channel) {
    return Consent.allows(customer, purpose, channel, catalog.workspace().consent());
  }

  boolean isPaused(Instance instance) {
    return customer.paused.containsKey(instance.journey);
  }

  /// The person's arm in an experiment, assigned now if this is the first exposure (rule H1).
  Arm arm(String experiment, java.util.function.Supplier<String> assign) {
    Arm known = customer.arms.get(experiment);
    if (known == null) {
      known = new Arm(assign.get(), now, false);
      customer.arms.put(experiment, known);
    }
    return known;
  }
}
