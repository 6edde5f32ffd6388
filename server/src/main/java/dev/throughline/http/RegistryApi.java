package dev.throughline.http;

import dev.throughline.analytics.HoldoutResult;
import dev.throughline.analytics.JourneyRow;
import dev.throughline.analytics.KpiCount;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value.Fields;
import dev.throughline.experiment.Lift.Estimate;
import dev.throughline.http.words.Phrases;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Kpi;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All journeys with their figures.
final class RegistryApi implements Api {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int RATE_DIGITS = 4;
  private static final String ANY_MODEL = "last";

  private final Warehouse warehouse;
  private final Shelves shelves;
  private final Editions editions;
  private final InstantSource clock;
  private final Remembered<Fields> registry = new Remembered<>(Duration.ofSeconds(1));

  /// Lifts move slowly, and each takes the whole history.
  private final Remembered<Optional<Estimate>> lifts = new Remembered<>(Duration.ofSeconds(60));

  RegistryApi(Warehouse warehouse, Shelves shelves, Editions editions, InstantSource clock) {
    this.warehouse = warehouse;
    this.shelves = shelves;
    this.editions = editions;
    this.clock = clock;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/registry", Reply.by(_ -> Reply.ok(registry.of("all", this::list))));
  }

  private Fields list() {
    Instant now = clock.instant();
    Shelf shelf = shelves.now();
    Range month = new Range(now.minus(MONTH), now.plusMillis(1));
    Map<String, JourneyRow> rows =
        JourneyRow.registry(warehouse, month, ANY_MODEL, shelf.currency()).stream()
            .collect(Collectors.toMap(JourneyRow::journey, Function.identity()));
    return Json.object(
        "items",
        Json.list(
            shelf.catalog().documents().journeys().values(),
            journey -> row(journey, shelf, rows.get(journey.key()), month)),
        "asOf",
        now);
  }

  private Fields row(Journey journey, Shelf shelf, @Nullable JourneyRow row, Range month) {
    Kpi kpi = journey.kpi();
    Optional<Shelf.Written> written = shelf.document("journey", journey.key());
    long converted =
        kpi == null
            ? 0
            : KpiCount.of(
                    warehouse,
                    journey.key(),
                    null,
                    kpi.conversion(),
                    kpi.window(),
                    shelf.currency(),
                    month)
                .people();
    return Json.object(
        "key", journey.key(),
        "name", journey.name(),
        "owner", written.map(Shelf.Written::owner).orElse(null),
        "stage", journey.stage(),
        "purpose", journey.purpose(),
        "priority", journey.priority(),
        "version", journey.version(),
        "state", "live",
        "tags", journey.tags(),
        "kpi",
            kpi == null
                ? null
                : Json.object("conversion", kpi.conversion(), "window", kpi.window().toString()),
        "holdout",
            journey.holdoutBasisPoints() == 0
                ? "none"
                : Phrases.percent(journey.holdoutBasisPoints()),
        "here", row == null ? 0 : row.hereNow(),
        "entered30d", row == null ? 0 : row.entered(),
        "sent30d", row == null ? 0 : row.sent(),
        "converted30d", converted,
        "lift", lift(journey, shelf),
        "updatedAt", editions.of(shelf, "journey", journey.key()).at());
  }

  private @Nullable Fields lift(Journey journey, Shelf shelf) {
    Kpi kpi = journey.kpi();
    if (kpi == null || journey.holdoutBasisPoints() == 0) {
      return null;
    }
    return lifts
        .of(
            journey.key() + " " + kpi.conversion() + " " + kpi.window(),
            () ->
                Optional.ofNullable(
                    HoldoutResult.of(
                            warehouse,
                            journey.key(),
                            kpi.conversion(),
                            kpi.window(),
                            shelf.currency(),
                            Range.ALL)
                        .rate()
                        .absolute()))
        .map(estimate -> Intervals.of(estimate, 1, RATE_DIGITS))
        .orElse(null);
  }
}
