package dev.throughline.http;

import dev.throughline.analytics.CreditRow;
import dev.throughline.analytics.HoldoutResult;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Totals;
import dev.throughline.analytics.Warehouse;
import dev.throughline.attribution.ConversionSpec;
import dev.throughline.attribution.Model;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.Phrases;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Credit by every model, beside what the holdouts measured.
final class AttributionApi implements Api {
  private static final String NONE = "none";

  private final Warehouse warehouse;
  private final Shelves shelves;
  private final InstantSource clock;
  private final Remembered<HoldoutResult> measured = new Remembered<>(Duration.ofSeconds(30));

  AttributionApi(Warehouse warehouse, Shelves shelves, InstantSource clock) {
    this.warehouse = warehouse;
    this.shelves = shelves;
    this.clock = clock;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/attribution/reports", Reply.by(this::report));
  }

  /// What is asked for, as far as it is right.
  private record Asked(
      String conversion,
      String by,
      @Nullable Instant from,
      @Nullable Instant to,
      List<Model> models) {
    Range range() {
      return new Range(from == null ? Range.ALL.from() : from, to == null ? Range.ALL.until() : to);
    }

    CreditRow.By key() {
      return switch (by) {
        case "step" -> CreditRow.By.STEP;
        case "channel" -> CreditRow.By.CHANNEL;
        default -> CreditRow.By.JOURNEY;
      };
    }
  }

  private Reply report(Context context) {
    if (!(JsonValues.parse(context.body()) instanceof JsonValues.Parsed.Ok(Fields body))) {
      return Reply.problem(400, "The body is not a JSON object", null);
    }
    List<Reply.Mistake> mistakes = new ArrayList<>();
    Asked asked = asked(body, mistakes);
    Shelf shelf = shelves.now();
    ConversionSpec spec = shelf.catalog().documents().conversions().get(asked.conversion);
    if (spec == null) {
      mistakes.add(new Reply.Mistake("/conversion", "There is no conversion " + asked.conversion));
    }
    if (!mistakes.isEmpty() || spec == null) {
      return Reply.problem(400, "The report cannot be made", null, mistakes);
    }
    return Reply.ok(report(asked, spec, shelf));
  }

  private static Asked asked(Fields body, List<Reply.Mistake> mistakes) {
    String by = body.text("by");
    if (!List.of("journey", "step", "channel").contains(by)) {
      mistakes.add(new Reply.Mistake("/by", "It is journey, step or channel"));
    }
    Instant from = instant(body, "from", mistakes);
    Instant to = instant(body, "to", mistakes);
    if (from != null && to != null && to.isBefore(from)) {
      mistakes.add(new Reply.Mistake("/to", "It is before from"));
      to = from;
    }
    List<Model> models = new ArrayList<>();
    if (body.get("models") instanceof Items(List<Value> items)) {
      for (Value item : items) {
        Optional<Model> model =
            item instanceof Value.Text(String key) ? Model.of(key) : Optional.empty();
        model.ifPresentOrElse(
            models::add,
            () -> mistakes.add(new Reply.Mistake("/models", "There is no such model")));
      }
    }
    return new Asked(
        body.text("conversion"),
        by,
        from,
        to,
        models.isEmpty() ? Arrays.asList(Model.values()) : models);
  }

  private static @Nullable Instant instant(Fields body, String name, List<Reply.Mistake> mistakes) {
    String text = body.text(name);
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      mistakes.add(new Reply.Mistake("/" + name, "It is an instant such as 2026-03-01T09:00:00Z"));
      return null;
    }
  }

  private Fields report(Asked asked, ConversionSpec spec, Shelf shelf) {
    String currency = shelf.currency();
    Range range = asked.range();
    Totals.Orders totals = Totals.orders(warehouse, asked.conversion, currency, range);
    Map<String, Long> touched =
        CreditRow.ordersTouched(warehouse, asked.conversion, currency, asked.key(), range);
    Map<String, Map<String, CreditRow>> rows = new TreeMap<>();
    CreditRow.of(warehouse, asked.conversion, currency, asked.key(), range)
        .forEach(
            row -> rows.computeIfAbsent(row.key(), _ -> new TreeMap<>()).put(row.model(), row));
    List<Value> lines = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    rows.forEach((key, byModel) ->
        lines.add(row(asked, shelf, key, byModel, touched.getOrDefault(key, 0L), warnings)));
    Instant asOf = Totals.asOf(warehouse);
    return Json.object(
        "conversion",
        asked.conversion,
        "conversionName",
        shelf.nameOf("conversion", asked.conversion),
        "by",
        asked.by,
        "from",
        asked.from,
        "to",
        asked.to,
        "currency",
        currency,
        "asOf",
        asOf == null ? clock.instant() : asOf,
        "lookback",
        Phrases.span(spec.lookback(null)) + " before the conversion",
        "models",
        asked.models.stream().map(Model::key).toList(),
        "totals",
        Json.object(
            "conversions", totals.orders(),
            "value", Json.amount(totals.value(), currency),
            "creditedConversions", totals.credited(),
            "creditedValue", Json.amount(totals.creditedValue(), currency)),
        "rows",
        new Items(lines),
        "warnings",
        warnings);
  }

  private Fields row(
      Asked asked,
      Shelf shelf,
      String key,
      Map<String, CreditRow> byModel,
      long touched,
      List<String> warnings) {
    String[] parts = key.split("/", 2);
    boolean none = key.equals(NONE);
    String journey = asked.by.equals("channel") || none ? null : parts[0];
    String step = asked.by.equals("step") && parts.length > 1 ? parts[1] : null;
    Fields incremental =
        asked.by.equals("journey") && journey != null
            ? Incremental.of(shelf, journey, warnings, () -> measured(asked, shelf, journey))
            : null;
    return Json.object(
        "key", key,
        "label", label(asked.by, key, journey, step, shelf),
        "journey", journey,
        "step", step,
        "channel", asked.by.equals("channel") ? key : null,
        "touched", touched,
        "credit",
            Json.list(
                asked.models, model -> credit(model, byModel.get(model.key()), shelf.currency())),
        "incremental", incremental);
  }

  private static String label(
      String by, String key, @Nullable String journey, @Nullable String step, Shelf shelf) {
    if (by.equals("channel")) {
      return Phrases.channel(key);
    }
    if (journey == null) {
      return "No journey";
    }
    String name = shelf.nameOf("journey", journey);
    return step == null ? name : name + " · " + step;
  }

  private static Fields credit(Model model, @Nullable CreditRow row, String currency) {
    return Json.object(
        "model", model.key(),
        "conversions", row == null ? "0" : row.conversions().toPlainString(),
        "value", row == null ? "0" : Json.amount(row.value(), currency));
  }

  /// The same orders that credit is shared out of: all in the time asked for, however long after
  /// the first exposure.
  private HoldoutResult measured(Asked asked, Shelf shelf, String journey) {
    String question = "%s %s %s %s".formatted(journey, asked.conversion, asked.from, asked.to);
    return measured.of(
        question,
        () ->
            HoldoutResult.of(
                warehouse, journey, asked.conversion, null, shelf.currency(), asked.range()));
  }
}
