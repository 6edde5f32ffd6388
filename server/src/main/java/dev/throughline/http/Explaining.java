package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.ConditionWords;
import dev.throughline.http.words.Phrases;
import dev.throughline.http.words.WaitWords;
import dev.throughline.journey.Again;
import dev.throughline.journey.Entry;
import dev.throughline.journey.Journey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Why somebody came into a journey, or did not: from the facts of that moment, and the document.
record Explaining(Warehouse warehouse, Shelf shelf, String journey) {
  /// The facts of one person in one journey that an answer is made of.
  private static final int MAX_FACTS = 10_000;

  /// The order in which an entry is checked (rule E1), with the reasons that each check gives.
  private static final List<String> CHECKS = List.of("trigger", "when", "unless", "again");

  private static final Map<String, String> STOPPED_BY =
      Map.of(
          "not_qualified", "when",
          "suppressed", "unless",
          "no_consent", "unless",
          "reentry", "again",
          "already_in", "again",
          "paused_journey", "arbitration",
          "outranked", "arbitration");

  /// @param fact as its line says
  record Told(Line line, Fields fact) {
    String kind() {
      return line.kind();
    }
  }

  /// Everything told of the person in the journey, oldest first.
  List<Told> told(String customer) {
    Line.Filter filter = new Line.Filter(customer, journey, Set.of(), null, Range.ALL);
    return Line.facts(warehouse, filter, -1, MAX_FACTS).stream()
        .map(line -> new Told(line, Json.parsed(line.json())))
        .toList();
  }

  /// An entry or a rejection as the API shows it.
  Fields entry(Told told) {
    Fields fact = told.fact;
    boolean entered = told.kind().equals("journey.entered");
    String reason = fact.text("reason");
    Journey document = shelf.catalog().documents().journeys().get(journey);
    String name = shelf.nameOf("journey", journey);
    String trigger = document == null ? "" : WaitWords.entry(document.entry().on(), shelf::nameOf);
    Event event = told.line.event(warehouse).map(Entries::event).orElse(null);
    String instance = fact.text("instance");
    return Json.object(
        "journey", journey,
        "journeyName", name,
        "version", fact.get("version"),
        "instance", instance.isEmpty() ? null : instance,
        "at", told.line.at(),
        "outcome", entered ? "entered" : "rejected",
        "reason", entered ? null : reason,
        "sentence",
            entered
                ? entered(fact, trigger)
                : Phrases.sentence("did not come in: " + Phrases.reason(reason)),
        "trigger", trigger,
        "event", event == null ? null : Entries.event(event, shelf),
        "checks", document == null ? new Items(List.of()) : checks(document.entry(), reason));
  }

  private static String entered(Fields fact, String trigger) {
    boolean heldOut = fact.text("arm").equals("holdout");
    String why = trigger.isEmpty() ? "came in" : "came in because " + trigger;
    return Phrases.sentence(why + (heldOut ? ", and is held out to measure what it changes" : ""));
  }

  /// Those before the one that stopped it held; those after it were not made.
  private Items checks(Entry entry, String reason) {
    String stopped = STOPPED_BY.getOrDefault(reason, "");
    List<Value> checks = new ArrayList<>();
    Map<String, @Nullable String> words = words(entry);
    for (String check : CHECKS) {
      String said = words.get(check);
      if (said != null) {
        checks.add(check(check, !check.equals(stopped), said));
      }
      if (check.equals(stopped)) {
        return new Items(checks);
      }
    }
    if (stopped.equals("arbitration")) {
      checks.add(check("arbitration", false, Phrases.reason(reason)));
    }
    return new Items(checks);
  }

  private Map<String, @Nullable String> words(Entry entry) {
    Map<String, @Nullable String> words = new TreeMap<>();
    words.put("trigger", WaitWords.entry(entry.on(), shelf::nameOf));
    words.put(
        "when",
        entry.when() == null
            ? "no condition"
            : ConditionWords.of(entry.when(), shelf::nameOf).words());
    words.put(
        "unless",
        entry.unless().isEmpty()
            ? "nothing excludes anybody"
            : Phrases.listed(
                entry.unless().stream()
                    .map(unless -> ConditionWords.of(unless, shelf::nameOf).words())
                    .toList(),
                "or"));
    words.put("again", again(entry.again()));
    return words;
  }

  private static String again(Again again) {
    return switch (again) {
      case Again.Never _ -> "once only";
      case Again.Always _ -> "any number of times, one run at a time";
      case Again.After(var span, boolean fromExit) ->
          "again %s after %s".formatted(Phrases.span(span), fromExit ? "the exit" : "the entry");
    };
  }

  private static Fields check(String check, boolean passed, String saw) {
    return Json.object("check", check, "passed", passed, "saw", saw);
  }
}
