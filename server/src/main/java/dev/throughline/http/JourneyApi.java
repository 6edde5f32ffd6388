package dev.throughline.http;

import dev.throughline.analytics.Count;
import dev.throughline.analytics.JourneyMetrics;
import dev.throughline.analytics.KpiCount;
import dev.throughline.analytics.PersonHere;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.StepSends;
import dev.throughline.analytics.Totals;
import dev.throughline.analytics.Warehouse;
import dev.throughline.customer.Arm;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Kpi;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// One journey: how many went which way, and who is where.
record JourneyApi(
    Orchestrator runtime,
    Warehouse warehouse,
    Shelves shelves,
    CalledNames names,
    InstantSource clock)
    implements Api {
  private static final int RATE_DIGITS = 4;

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/journeys/{key}/metrics", Reply.by(this::metrics));
    routes.get("/api/journeys/{key}/people", Reply.by(this::people));
  }

  private static Reply unknown(String key) {
    return Reply.notFound("There is no journey " + key);
  }

  private Reply metrics(Context context) {
    Parameters asked = new Parameters(context);
    String key = context.pathParam("key");
    Integer version = asked.numberOrNull("version");
    Instant from = asked.instant("from");
    Instant to = asked.instant("to");
    if (from != null && to != null && to.isBefore(from)) {
      to = from;
    }
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Shelf shelf = shelves.now();
    Journey journey = shelf.catalog().documents().journeys().get(key);
    if (journey == null) {
      return unknown(key);
    }
    Range range =
        new Range(from == null ? Range.ALL.from() : from, to == null ? Range.ALL.until() : to);
    JourneyMetrics counted =
        JourneyMetrics.of(warehouse, key, version, range, shelf.catalog().workspace().zone());
    KpiCount kpi = kpi(journey, version, range, shelf.currency());
    Instant asOf = Totals.asOf(warehouse);
    return Reply.ok(
        Json.object(
            "key", key,
            "version", version,
            "from", from,
            "to", to,
            "asOf", asOf == null ? clock.instant() : asOf,
            "entered", counted.entered(),
            "here", counted.hereNow(),
            "exited", counted.ended(),
            "ghosts", count(counted.enteredByArm(), Arm.HOLDOUT),
            "steps", steps(journey, counted, version, range),
            "edges", Json.list(counted.edges(), JourneyApi::edge),
            "exits", Json.list(counted.exits(), JourneyApi::exit),
            "completionRate", rate(counted.completionRate()),
            "days", Json.list(counted.days(), JourneyApi::day),
            "rejections",
                Json.list(
                    counted.rejected(),
                    each -> Json.object("reason", each.name(), "count", each.count())),
            "conversions", kpi == null ? 0 : kpi.people(),
            "revenue", kpi == null ? null : Json.money(kpi.revenue(), shelf.currency())));
  }

  private @Nullable KpiCount kpi(
      Journey journey, @Nullable Integer version, Range range, String currency) {
    Kpi kpi = journey.kpi();
    return kpi == null
        ? null
        : KpiCount.of(
            warehouse, journey.key(), version, kpi.conversion(), kpi.window(), currency, range);
  }

  private static long count(List<Count> counts, String name) {
    return counts.stream().filter(count -> count.name().equals(name)).mapToLong(Count::count).sum();
  }

  /// The journey's steps in their order, then those of other versions where anybody was.
  private Items steps(
      Journey journey, JourneyMetrics counted, @Nullable Integer version, Range range) {
    Map<String, JourneyMetrics.StepCounts> moved = new TreeMap<>();
    counted.steps().forEach(step -> moved.put(step.step(), step));
    Map<String, StepSends> sends = new TreeMap<>();
    StepSends.of(warehouse, journey.key(), version, range)
        .forEach(step -> sends.put(step.step(), step));
    List<String> order = new ArrayList<>(journey.steps().keySet());
    moved.keySet().stream().filter(step -> !order.contains(step)).forEach(order::add);
    List<Value> steps = new ArrayList<>();
    for (String step : order) {
      steps.add(step(step, moved.get(step), sends.get(step)));
    }
    return new Items(steps);
  }

  private static Fields step(
      String step, JourneyMetrics.@Nullable StepCounts moved, @Nullable StepSends sends) {
    return Json.object(
        "step", step,
        "entered", moved == null ? 0 : moved.arrived(),
        "here", moved == null ? 0 : moved.here(),
        "left", moved == null ? 0 : moved.left(),
        "sent", of(sends, StepSends::sent),
        "ghost", of(sends, StepSends::ghost),
        "held", of(sends, StepSends::held),
        "dropped", of(sends, StepSends::dropped),
        "delivered", of(sends, StepSends::delivered),
        "opened", of(sends, StepSends::opened),
        "clicked", of(sends, StepSends::clicked),
        "failed", of(sends, StepSends::failed));
  }

  private static long of(@Nullable StepSends sends, ToLongFunction<StepSends> count) {
    return sends == null ? 0 : count.applyAsLong(sends);
  }

  private static Fields exit(JourneyMetrics.Exit exit) {
    return Json.object(
        "reason", exit.reason(),
        "count", exit.count(),
        "medianTime", exit.medianTime() == null ? null : exit.medianTime().toString());
  }

  private static Fields day(JourneyMetrics.Day day) {
    return Json.object(
        "day", day.day().toString(), "entered", day.entered(), "exited", day.exited());
  }

  private static @Nullable BigDecimal rate(@Nullable Double rate) {
    return rate == null ? null : new BigDecimal(Json.figure(rate, RATE_DIGITS));
  }

  private static Fields edge(JourneyMetrics.Edge edge) {
    return Json.object(
        "from", edge.from() == null ? "entry" : edge.from(),
        "to", edge.to() == null ? "exit" : edge.to(),
        "count", edge.count());
  }

  private Reply people(Context context) {
    Parameters asked = new Parameters(context);
    String key = context.pathParam("key");
    String step = asked.textOrNull("step");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(2);
    Instant since = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Shelf shelf = shelves.now();
    if (!shelf.catalog().has(key)) {
      return unknown(key);
    }
    PersonHere after =
        cursor == null || since == null ? null : new PersonHere("", cursor.getLast(), since);
    List<PersonHere> found = PersonHere.at(warehouse, key, step, after, limit + 1);
    boolean last = found.size() <= limit;
    List<PersonHere> page = last ? found : found.subList(0, limit);
    List<String> ids = page.stream().map(PersonHere::person).distinct().toList();
    Map<String, PersonNow> people = PersonNow.of(runtime, ids, clock.instant());
    Map<String, String> called = names.of(ids);
    List<Value> items = new ArrayList<>();
    for (PersonHere here : page) {
      PersonNow person = people.get(here.person());
      if (person != null) {
        person
            .instance(here.instance())
            .ifPresent(instance ->
                items.add(
                    Json.object(
                        "customer", here.person(),
                        "name", called.get(here.person()),
                        "position", Positions.of(person, instance, shelf))));
      }
    }
    return Reply.ok(
        Json.page(
            new Items(items),
            last ? null : Parameters.cursorOf(page.getLast().since(), page.getLast().instance()),
            PersonHere.count(warehouse, key, step)));
  }
}
