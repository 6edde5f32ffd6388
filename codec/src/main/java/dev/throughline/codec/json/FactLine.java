package dev.throughline.codec.json;

import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Check;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One fact as one flat line of JSON (contract section 4). The names are always in this order:
/// `id`, `at`, `customer`, `kind`, `journey`, `version`, `instance`, `step`, `channel`, `message`,
/// `reason`, `arm`, `value`, `currency`, `segment`, `audience`, `task`, `outcome`, `conversion`,
/// `order`, `model`, `touch`, `weight`, `detail`; those that do not apply are left out.
public final class FactLine {
  private FactLine() {}

  public static String write(Fact fact) {
    JsonLine line =
        JsonLine.start()
            .text("id", fact.id())
            .instant("at", fact.at())
            .text("customer", fact.customer().value())
            .text("kind", fact.what().kind());
    what(line, fact.what());
    return line.end();
  }

  /// The fields of each kind.
  private static void what(JsonLine line, What what) {
    switch (what) {
      case What.SegmentEntered(String segment) -> line.text("segment", segment);
      case What.SegmentLeft(String segment) -> line.text("segment", segment);
      case What.JourneyEntered(Place place, String arm, var arms) ->
          entered(place(line, place).text("arm", arm), arms);
      case What.JourneyRejected(String journey, int version, String reason) ->
          line.text("journey", journey).number("version", version).text("reason", reason);
      case What.JourneyStep(Place place, String step, var arm) ->
          place(line, place).text("step", step).text("arm", arm);
      case What.JourneyExited(Place place, var step, String reason, var detail) -> {
        place(line, place).text("step", step).text("reason", reason);
        if (detail != null) {
          line.object("detail", () -> line.text("why", detail));
        }
      }
      case What.MessageDecided decided -> decided(line, decided);
      case What.MessageFeedback feedback ->
          place(line, feedback.place())
              .text("step", feedback.step())
              .text("channel", feedback.channel())
              .text("message", feedback.message())
              .text("reason", feedback.reason());
      case What.Converted(String conversion, String order, BigDecimal value, String currency) ->
          money(line, value, currency).text("conversion", conversion).text("order", order);
      case What.Refunded(String conversion, String order, BigDecimal value, String currency) ->
          money(line, value, currency).text("conversion", conversion).text("order", order);
      case What.Credit credit -> credit(line, credit);
      case What.Decision decision -> decision(line, decision);
      case What.TaskCreated task -> task(line, task);
      case What.TaskDone(var place, var step, String task, String outcome) ->
          place(line, place).text("step", step).text("task", task).text("outcome", outcome);
      case What.AudienceChanged(String audience, _) -> line.text("audience", audience);
      case What.Merged(var from) -> line.object("detail", () -> line.text("from", from.value()));
      case What.Erased() -> {}
      case What.ProfileUpdated(var place, var set, var unset) ->
          place(line, place).object("detail", () -> line.value("set", set).texts("unset", unset));
    }
  }

  private static void entered(JsonLine line, SortedMap<String, String> arms) {
    if (!arms.isEmpty()) {
      line.object(
          "detail",
          () -> line.object("arms", () -> arms.forEach((key, arm) -> line.text(key, arm))));
    }
  }

  private static void decided(JsonLine line, What.MessageDecided decided) {
    place(line, decided.place())
        .text("step", decided.step())
        .text("channel", decided.channel())
        .text("message", decided.message())
        .text("reason", decided.reason())
        .text("outcome", decided.outcome())
        .object(
            "detail",
            () -> checks(line.text("template", decided.template()), "checks", decided.checks()));
  }

  private static void credit(JsonLine line, What.Credit credit) {
    Touch touch = credit.touch();
    line.text("journey", touch.journey());
    if (touch.journey() != null) {
      line.number("version", touch.version());
    }
    line.text("step", touch.step())
        .text("channel", touch.channel())
        .text("reason", credit.reason())
        .text("arm", touch.exposure().arm());
    money(line, credit.value(), credit.currency())
        .text("conversion", credit.conversion())
        .text("order", credit.order())
        .text("model", credit.model())
        .text("touch", touch.id())
        .number("weight", credit.weight())
        .object(
            "detail",
            () ->
                line.instant("touched_at", touch.at())
                    .text("status", touch.status().word())
                    .texts("segments", touch.exposure().segments())
                    .number("revision", credit.revision()));
  }

  private static void decision(JsonLine line, What.Decision decision) {
    place(line, decision.place())
        .text("step", decision.step())
        .object(
            "detail",
            () -> {
              line.text("chosen", decision.chosen());
              line.number("probability", BigDecimal.valueOf(decision.probability()));
              checks(line, "considered", decision.considered());
            });
  }

  private static void task(JsonLine line, What.TaskCreated task) {
    place(line, task.place())
        .text("step", task.step())
        .text("task", task.task())
        .object(
            "detail",
            () -> {
              line.text("team", task.team())
                  .text("subject", task.subject())
                  .instant("due", task.due());
              task.context().values().forEach(line::value);
            });
  }

  private static JsonLine place(JsonLine line, @Nullable Place place) {
    return place == null
        ? line
        : line.text("journey", place.journey())
            .number("version", place.version())
            .text("instance", place.instance());
  }

  private static JsonLine money(JsonLine line, BigDecimal value, String currency) {
    return line.number("value", value).text("currency", currency);
  }

  private static void checks(JsonLine line, String name, List<Check> checks) {
    line.objects(
        name,
        checks,
        (each, check) ->
            each.text("check", check.name())
                .flag("passed", check.passed())
                .text("saw", check.saw()));
  }
}
