package dev.throughline.simulation;

import dev.throughline.catalog.Documents;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a simulation came to: counts by kind, journey, channel and reason, reach per day, cap
/// pressure, revenue, credit by model and the lift of every holdout. Fed with every fact in order;
/// the same facts give the same report.
public final class Report {
  private final Documents documents;
  private final Counts kinds = new Counts();
  private final TreeMap<String, JourneyTally> journeys = new TreeMap<>();
  private final TreeMap<String, Sends> channels = new TreeMap<>();
  private final TreeMap<String, Counts> feedback = new TreeMap<>();
  private final TreeMap<String, Counts> segments = new TreeMap<>();
  private final Sends messages = new Sends();
  private final CapPressure pressure = new CapPressure();
  private final Reach reach;
  private final Orders orders = new Orders();
  private final CreditTally credit = new CreditTally();
  private final FinalNames names = new FinalNames();

  /// Messages that are held at present, by id.
  private final TreeMap<String, Held> held = new TreeMap<>();

  /// @param reasons every reason that it was held for so far
  private record Held(What.MessageDecided last, TreeSet<String> reasons) {}

  /// What was read: how many events were taken, refused, and dropped as duplicates.
  ///
  /// @param from, until the virtual time that was simulated; null when there was nothing to do
  /// @param mismatches conditions that met values of the wrong type, and how often
  /// @param refusedLinks identifiers that would have joined too many people, and how often
  public record Reading(
      @Nullable Instant from,
      @Nullable Instant until,
      long accepted,
      long rejected,
      long duplicates,
      Map<String, Integer> mismatches,
      Map<String, Integer> refusedLinks) {}

  public Report(Documents documents) {
    this.documents = documents;
    this.reach = new Reach(documents.workspace().zone());
    documents.journeys().keySet().forEach(this::journey);
  }

  public void add(Fact fact) {
    kinds.add(fact.what().kind());
    switch (fact.what()) {
      case What.SegmentEntered(String segment) -> segment(segment).add("entered");
      case What.SegmentLeft(String segment) -> segment(segment).add("left");
      case What.JourneyEntered(var place, String arm, _) ->
          journey(place.journey()).enteredByArm.add(arm);
      case What.JourneyRejected(String journey, _, String reason) ->
          journey(journey).rejectedByReason.add(reason);
      case What.JourneyExited(var place, _, String reason, _) ->
          journey(place.journey()).exitedByReason.add(reason);
      case What.JourneyStep(var place, String step, var arm) ->
          arrived(journey(place.journey()).step(step), arm);
      case What.MessageDecided decided -> decided(fact, decided);
      case What.MessageFeedback given -> {
        journey(given.place().journey()).feedback.add(given.feedback());
        feedback.computeIfAbsent(given.channel(), _ -> new Counts()).add(given.feedback());
      }
      case What.Converted converted -> orders.converted(fact.customer(), fact.at(), converted);
      case What.Refunded refunded -> orders.refunded(fact.customer(), refunded);
      case What.Credit credited -> {
        orders.credited(fact.customer(), credited);
        credit.add(credited);
      }
      case What.Merged(CustomerId from) -> names.merged(from, fact.customer());
      case What.Decision _,
          What.TaskCreated _,
          What.TaskDone _,
          What.AudienceChanged _,
          What.Erased _,
          What.ProfileUpdated _ -> {}
    }
  }

  /// @param customers everyone, as the simulation ended
  public Fields fields(Reading reading, List<Customer> customers) {
    held.values().forEach(waiting -> ended(waiting.last, waiting.reasons));
    held.clear();
    names.end(customers);
    Orders settled = orders.under(names);
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("period", period(reading));
    values.put("people", people(customers));
    values.put("events", events(reading));
    values.put("facts", kinds.fields());
    values.put("segments", table(segments));
    values.put("journeys", journeyFields());
    values.put("messages", messages.fields());
    values.put("channels", channelFields());
    values.put("reach", reach.items());
    values.put("cap_pressure", pressure.fields(messages.arrivals()));
    values.put("conversions", settled.fields());
    values.put("credit", credit.fields(settled.revenueCredited()));
    values.put("lift", HoldoutLift.of(documents, customers, settled));
    values.put("data_quality", dataQuality(reading));
    return new Fields(values);
  }

  private static void arrived(JourneyTally.StepTally step, @Nullable String arm) {
    step.arrivals++;
    if (arm != null) {
      step.arms.add(arm);
    }
  }

  private void decided(Fact fact, What.MessageDecided decided) {
    Held before = held.remove(decided.message());
    TreeSet<String> reasons = before == null ? new TreeSet<>() : before.reasons;
    if (decided.outcome().equals("held")) {
      if (decided.reason() != null) {
        reasons.add(decided.reason());
      }
      held.put(decided.message(), new Held(decided, reasons));
      return;
    }
    if (decided.outcome().equals("sent")) {
      reach.sent(fact.customer(), fact.at());
    }
    ended(decided, reasons);
  }

  private void ended(What.MessageDecided decided, Set<String> heldFor) {
    String outcome = decided.outcome();
    String reason = decided.reason();
    String channel = decided.channel() == null ? "none" : decided.channel();
    JourneyTally journey = journey(decided.place().journey());
    for (Sends sends :
        List.of(
            messages,
            journey.messages,
            journey.step(decided.step()).messages,
            channels.computeIfAbsent(channel, _ -> new Sends()))) {
      sends.ended(outcome, reason, channel, heldFor);
    }
    pressure.ended(heldFor, outcome, reason == null ? "" : reason);
  }

  private JourneyTally journey(String key) {
    return journeys.computeIfAbsent(key, _ -> new JourneyTally());
  }

  private Counts segment(String key) {
    return segments.computeIfAbsent(key, _ -> new Counts());
  }

  private static Fields period(Reading reading) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("from", instant(reading.from));
    values.put("until", instant(reading.until));
    return new Fields(values);
  }

  private static Value instant(@Nullable Instant at) {
    return at == null ? Value.Nothing.NOTHING : Value.of(at.toString());
  }

  private Fields people(List<Customer> customers) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("customers", Value.of((long) customers.size()));
    values.put("erased", Value.of(customers.stream().filter(c -> c.erased).count()));
    values.put("merged", Value.of(kinds.of("customer.merged")));
    values.put("reached", Value.of(reach.people()));
    return new Fields(values);
  }

  private static Fields events(Reading reading) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("accepted", Value.of(reading.accepted));
    values.put("rejected", Value.of(reading.rejected));
    values.put("duplicates", Value.of(reading.duplicates));
    return new Fields(values);
  }

  private Fields journeyFields() {
    TreeMap<String, Value> values = new TreeMap<>();
    journeys.forEach((key, tally) -> values.put(key, tally.fields()));
    return new Fields(values);
  }

  private Fields channelFields() {
    TreeMap<String, Value> values = new TreeMap<>();
    channels.forEach((channel, sends) -> {
      TreeMap<String, Value> row = new TreeMap<>(sends.fields().values());
      row.remove("sent_by_channel");
      row.put("feedback", feedback.getOrDefault(channel, new Counts()).fields());
      values.put(channel, new Fields(row));
    });
    return new Fields(values);
  }

  private static Fields dataQuality(Reading reading) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("rejected_lines", Value.of(reading.rejected));
    values.put("type_mismatches", counts(reading.mismatches));
    values.put("refused_links", counts(reading.refusedLinks));
    return new Fields(values);
  }

  private static Fields counts(Map<String, Integer> counts) {
    TreeMap<String, Value> values = new TreeMap<>();
    counts.forEach((name, count) -> values.put(name, Value.of((long) count)));
    return new Fields(values);
  }

  private static Fields table(Map<String, Counts> rows) {
    TreeMap<String, Value> values = new TreeMap<>();
    rows.forEach((name, counts) -> values.put(name, counts.fields()));
    return new Fields(values);
  }
}
