package dev.throughline.catalog;

import dev.throughline.attribution.ConversionSpec;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Metric;
import dev.throughline.condition.Reads;
import dev.throughline.decision.Offer;
import dev.throughline.governance.Policy;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The documents of a workspace, compiled: indexed by what can affect each, so that an event looks
/// only at what it can touch. What is looked up at every event is looked up by hash; nothing
/// iterates in the order of one.
public final class Catalog {
  private final Documents documents;
  private final Map<String, JourneyPlan> plans = new LinkedHashMap<>();
  private final Watches watches;
  private final Map<String, Map<String, Metric>> metricsByEvent = new LinkedHashMap<>();
  private final Map<String, Duration> reach = new LinkedHashMap<>();
  private final Set<String> firsts = new LinkedHashSet<>();
  private final Set<String> lasts = new LinkedHashSet<>();
  private final SortedSet<String> scores;
  private final boolean keepsSession;
  private final boolean keepsRecent;
  private final Map<String, List<Journey>> startedByEvent = new LinkedHashMap<>();
  private final Map<String, List<Journey>> startedBySegment = new LinkedHashMap<>();
  private final Map<String, List<Journey>> startedByTrait = new LinkedHashMap<>();
  private final List<Journey> startedByDate = new ArrayList<>();
  private final List<Journey> startedBySchedule = new ArrayList<>();
  private final Map<String, List<ConversionSpec>> conversionsByEvent = new LinkedHashMap<>();
  private final Map<String, List<ConversionSpec>> refundsByEvent = new LinkedHashMap<>();

  private Catalog(Documents documents) {
    this.documents = documents;
    documents
        .journeys()
        .values()
        .forEach(journey -> plans.put(journey.key(), JourneyPlan.of(journey)));
    watches = Watches.of(documents);
    scores = new TreeSet<>(documents.scores());
    boolean session = false;
    for (Condition condition : everyCondition()) {
      Reads reads = Reads.of(condition.expr());
      for (Metric metric : reads.metrics()) {
        metric
            .events()
            .forEach(event ->
                metricsByEvent
                    .computeIfAbsent(event, _ -> new TreeMap<>())
                    .put(metric.key(), metric));
      }
      reads
          .reach()
          .forEach((key, far) -> reach.merge(key, far, (a, b) -> a.compareTo(b) >= 0 ? a : b));
      firsts.addAll(reads.firsts());
      lasts.addAll(reads.lasts());
      scores.addAll(reads.scores());
      session |= reads.session();
    }
    keepsSession = session;
    keepsRecent = plans.values().stream().anyMatch(JourneyPlan::showsRecent);
    // The stronger is asked first, so that the weaker meets it running (rule E1, arbitration).
    documents.journeys().values().stream()
        .sorted(Comparator.comparingInt(journey -> -journey.priority()))
        .forEach(this::indexEntry);
    for (ConversionSpec spec : documents.conversions().values()) {
      conversionsByEvent.computeIfAbsent(spec.on().event(), _ -> new ArrayList<>()).add(spec);
      if (spec.refund() != null) {
        refundsByEvent
            .computeIfAbsent(spec.refund().on().event(), _ -> new ArrayList<>())
            .add(spec);
      }
    }
  }

  public static Catalog of(Documents documents) {
    return new Catalog(documents);
  }

  public Documents documents() {
    return documents;
  }

  public Workspace workspace() {
    return documents.workspace();
  }

  public Policy policy() {
    return documents.policy();
  }

  public JourneyPlan plan(String journey) {
    JourneyPlan plan = plans.get(journey);
    if (plan == null) {
      throw new IllegalStateException("The catalog has no journey " + journey);
    }
    return plan;
  }

  public boolean has(String journey) {
    return plans.containsKey(journey);
  }

  public Watches watches() {
    return watches;
  }

  /// The counters that an event of this name adds to.
  public Iterable<Metric> metrics(String event) {
    Map<String, Metric> metrics = metricsByEvent.get(event);
    return metrics == null ? List.of() : metrics.values();
  }

  /// How far back any window reads this counter; zero where only its total is read.
  public Duration reach(Metric metric) {
    return reach.getOrDefault(metric.key(), Duration.ZERO);
  }

  public boolean keepsFirst(String event) {
    return firsts.contains(event);
  }

  public boolean keepsLast(String event) {
    return lasts.contains(event);
  }

  public boolean keepsSession() {
    return keepsSession;
  }

  /// Whether what a person did last must be kept, for a task to show.
  public boolean keepsRecent() {
    return keepsRecent;
  }

  /// Scores that a document is about, or that a condition or an entry names.
  public SortedSet<String> scores() {
    return scores;
  }

  public List<Journey> startedByEvent(String event) {
    return startedByEvent.getOrDefault(event, List.of());
  }

  public List<Journey> startedBySegment(String segment) {
    return startedBySegment.getOrDefault(segment, List.of());
  }

  /// Journeys started by a change of this trait, or by the crossing of the score that it holds.
  public List<Journey> startedByTrait(String trait) {
    return startedByTrait.getOrDefault(trait, List.of());
  }

  public List<Journey> startedByDate() {
    return startedByDate;
  }

  public List<Journey> startedBySchedule() {
    return startedBySchedule;
  }

  public List<ConversionSpec> conversions(String event) {
    return conversionsByEvent.getOrDefault(event, List.of());
  }

  public List<ConversionSpec> refunds(String event) {
    return refundsByEvent.getOrDefault(event, List.of());
  }

  private void indexEntry(Journey journey) {
    switch (journey.entry().on()) {
      case Trigger.OnEvent(Trigger.EventMatch match) ->
          index(startedByEvent, match.event(), journey);
      case Trigger.OnSegment(String segment, _) -> index(startedBySegment, segment, journey);
      case Trigger.OnAttribute(String attribute, _, _) -> index(startedByTrait, attribute, journey);
      case Trigger.OnScore(String score, _, _) -> {
        scores.add(score);
        index(startedByTrait, score, journey);
        if (score.contains("-")) {
          index(startedByTrait, score.replace('-', '_'), journey);
        }
      }
      case Trigger.OnDate _ -> startedByDate.add(journey);
      case Trigger.OnSchedule _ -> startedBySchedule.add(journey);
      case Trigger.OnApi _ -> {}
    }
  }

  private static void index(Map<String, List<Journey>> by, String key, Journey journey) {
    by.computeIfAbsent(key, _ -> new ArrayList<>()).add(journey);
  }

  private Iterable<Condition> everyCondition() {
    Set<Condition> all = new LinkedHashSet<>();
    watches.all().forEach(watch -> all.add(watch.when()));
    plans.values().forEach(plan -> all.addAll(plan.conditions()));
    policy().suppressions().forEach(rule -> all.add(rule.when()));
    documents.blocks().values().forEach(block -> add(all, block.when()));
    for (Offer offer : documents.offers().values()) {
      add(all, offer.eligible());
      add(all, offer.value());
    }
    for (ConversionSpec spec : documents.conversions().values()) {
      add(all, spec.on().where());
      add(all, spec.value());
      add(all, spec.currency());
      add(all, spec.id());
      if (spec.refund() != null) {
        add(all, spec.refund().on().where());
        add(all, spec.refund().id());
        add(all, spec.refund().value());
      }
    }
    return all;
  }

  private static void add(
      Set<Condition> all, @org.jspecify.annotations.Nullable Condition condition) {
    if (condition != null) {
      all.add(condition);
    }
  }
}
