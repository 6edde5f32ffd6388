package dev.throughline.http;

import dev.throughline.analytics.Range;
import dev.throughline.analytics.SendCounts;
import dev.throughline.analytics.Stops;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.governance.Policy;
import dev.throughline.http.words.PolicyWords;
import dev.throughline.journey.Journey;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The house rules, and what they stopped.
record PolicyApi(Warehouse warehouse, Shelves shelves, InstantSource clock) implements Api {
  private static final int DEFAULT_DAYS = 28;
  private static final int MAX_DAYS = 90;
  private static final Duration WEEK = Duration.ofDays(7);

  /// Messages of one day, or of all, by outcome.
  private static final class Outcomes {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String outcome, long count) {
      counts.merge(outcome, count, Long::sum);
    }

    long of(String outcome) {
      return counts.getOrDefault(outcome, 0L);
    }

    long all() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/policy", Reply.by(this::policy));
  }

  private Reply policy(Context context) {
    Parameters asked = new Parameters(context);
    int days = asked.number("days", DEFAULT_DAYS, 1, MAX_DAYS);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Instant now = clock.instant();
    Range range = new Range(now.minus(Duration.ofDays(days)), now.plusMillis(1));
    Shelf shelf = shelves.now();
    Policy policy = shelf.catalog().policy();
    RuleFigures figures = new RuleFigures(warehouse, shelf, range);
    Outcomes totals = new Outcomes();
    Map<LocalDate, Outcomes> byDay = new TreeMap<>();
    for (SendCounts.Day day :
        SendCounts.daily(warehouse, null, range, shelf.catalog().workspace().zone())) {
      totals.add(day.outcome(), day.count());
      byDay.computeIfAbsent(day.day(), _ -> new Outcomes()).add(day.outcome(), day.count());
    }
    return Reply.ok(
        Json.object(
            "from", range.from(),
            "to", now,
            "asOf", now,
            "documents", Json.list(shelf.of("policy"), PolicyApi::document),
            "totals",
                Json.object(
                    "decided", totals.all(),
                    "sent", totals.of("sent"),
                    "ghost", totals.of("ghost"),
                    "held", totals.of("held"),
                    "dropped", totals.of("dropped")),
            "caps", Json.list(policy.caps(), figures::cap),
            "quietHours", Json.list(policy.quietHours(), figures::quiet),
            "suppressions", Json.list(policy.suppressions(), figures::suppression),
            "overCap", policy.caps().isEmpty() ? null : PolicyWords.overCap(policy.overCap()),
            "blocked", Json.list(Stops.blocked(warehouse), PolicyApi::blocked),
            "stopped", Json.list(Stops.of(warehouse, range), PolicyApi::stopped),
            "days", days(byDay),
            "pressure", pressure(shelf, now),
            "attention", attention(policy.attention())));
  }

  private static @Nullable Fields attention(Policy.@Nullable Attention attention) {
    return attention == null
        ? null
        : Json.object("max", attention.max(), "per", attention.per().toString());
  }

  private static Fields document(Shelf.Written document) {
    return Json.object("key", document.key(), "name", document.name(), "version", 1);
  }

  private static Fields blocked(Stops.Blocked blocked) {
    return Json.object(
        "reason", blocked.reason(), "channel", blocked.channel(), "people", blocked.people());
  }

  private static Fields stopped(Stops stop) {
    return Json.object(
        "reason", stop.reason(),
        "held", stop.held(),
        "dropped", stop.dropped(),
        "ghost", stop.ghost());
  }

  private static Items days(Map<LocalDate, Outcomes> byDay) {
    List<Value> days = new ArrayList<>();
    byDay.forEach((day, outcomes) ->
        days.add(
            Json.object(
                "day", day.toString(),
                "sent", outcomes.of("sent"),
                "ghost", outcomes.of("ghost"),
                "held", outcomes.of("held"),
                "dropped", outcomes.of("dropped"))));
    return new Items(days);
  }

  private Items pressure(Shelf shelf, Instant now) {
    Set<String> marketing =
        shelf.catalog().documents().journeys().values().stream()
            .filter(journey -> !journey.isTransactional())
            .map(Journey::key)
            .collect(Collectors.toSet());
    Range week = new Range(now.minus(WEEK), now.plusMillis(1));
    return Json.list(
        Stops.pressure(warehouse, marketing, week),
        got -> Json.object("messages", got.messages(), "people", got.people()));
  }
}
