package dev.throughline.cli;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The report of a simulation for a person: who came in, what was sent and what was not, revenue
/// and who gets credit for it, and what the holdouts say.
final class ReportText {
  private final Fields report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Fields report) {
    this.report = report;
  }

  static List<String> of(Fields report) {
    ReportText text = new ReportText(report);
    text.period();
    text.fields("journeys").values().forEach(text::journey);
    text.conversions();
    text.credit();
    text.fields("lift").values().forEach(text::lift);
    return List.copyOf(text.lines);
  }

  private void period() {
    Fields people = fields("people");
    line(
        "%s to %s: %s people, %s events"
            .formatted(
                day(fields("period").text("from")),
                day(fields("period").text("until")),
                count(people.get("customers")),
                count(fields("events").get("accepted"))));
    line(
        "%s people were reached with %s messages, on %s days"
            .formatted(
                count(people.get("reached")),
                count(fields("messages").get("sent")),
                count(Value.of((long) items("reach").size()))));
  }

  private void journey(String key, Value value) {
    Fields journey = (Fields) value;
    heading("Journey " + key);
    row("entered", journey.get("entered"), reasons(journey, "entered_by_arm"));
    row("turned away", journey.get("rejected"), reasons(journey, "rejected_by_reason"));
    row("left", journey.get("exited"), reasons(journey, "exited_by_reason"));
    row("still in it", journey.get("still_in"), "");
    Fields messages = (Fields) journey.get("messages");
    String held = reasons(messages, "held_on_the_way_by_reason");
    row("arrivals at sends", messages.get("arrivals"), held.isEmpty() ? "" : "first held: " + held);
    row("  sent", messages.get("sent"), reasons(messages, "sent_by_channel"));
    row("  ghosts", messages.get("ghost"), reasons(messages, "ghost_by_reason"));
    row("  held still", messages.get("held"), reasons(messages, "held_by_reason"));
    row("  dropped", messages.get("dropped"), reasons(messages, "dropped_by_reason"));
  }

  private void conversions() {
    fields("conversions")
        .values()
        .forEach((key, value) -> {
          Fields conversion = (Fields) value;
          heading("Conversion " + key);
          row("counted", conversion.get("count"), "worth " + money(conversion, "value"));
          row("refunds", conversion.get("refunds"), "of " + money(conversion, "refunded"));
          row(
              "credited",
              conversion.get("credited"),
              "worth " + money(conversion, "revenue_credited") + " after refunds");
        });
  }

  /// One row a step, one column a model: the same revenue, shared out by different rules.
  private void credit() {
    Fields credit = fields("credit");
    Fields models = (Fields) credit.get("models");
    if (models.isEmpty()) {
      return;
    }
    for (String currency : ((Fields) credit.get("revenue_credited")).values().keySet()) {
      heading("Credit in " + currency);
      Collection<String> names = models.values().keySet();
      TreeSet<String> steps = new TreeSet<>();
      names.forEach(model -> steps.addAll(byStep(models, model).values().keySet()));
      columns("", names.stream().toList());
      for (String step : steps) {
        columns(
            step,
            names.stream()
                .map(model -> amount(byStep(models, model).get(step), currency))
                .toList());
      }
      columns(
          "sum",
          names.stream()
              .map(model -> amount(((Fields) models.get(model)).get("total"), currency))
              .toList());
      line(
          "  %s the %s credited"
              .formatted(
                  credit.get("sums_to_revenue_credited").equals(Value.of(true))
                      ? "each column sums to"
                      : "NOT every column sums to",
                  amount(credit.get("revenue_credited"), currency)));
    }
  }

  private void lift(String key, Value value) {
    ((Fields) ((Fields) value).get("outcomes"))
        .values()
        .forEach((conversion, measured) -> {
          Fields outcome = (Fields) measured;
          String window = outcome.text("window");
          heading(
              "Holdout of %s: %s within %s of entry"
                  .formatted(key, conversion, window.isEmpty() ? "the period" : window));
          arm("treated", (Fields) outcome.get("treated"));
          arm("held out", (Fields) outcome.get("holdout"));
          difference("rate", (Fields) outcome.get("rate"), 100, " points");
          difference(
              "revenue a person",
              (Fields) outcome.get("revenue_per_person"),
              1,
              " " + outcome.text("currency"));
        });
  }

  private void arm(String name, Fields arm) {
    String rate = arm.get("rate").isNothing() ? "-" : scaled(arm.get("rate"), 100) + "%";
    String spent =
        arm.get("revenue_per_person").isNothing() ? "-" : scaled(arm.get("revenue_per_person"), 1);
    row(
        name,
        arm.get("people"),
        "%s converted (%s), %s a person".formatted(count(arm.get("converted")), rate, spent));
  }

  private void difference(String name, Fields measured, int scale, String unit) {
    if (!(measured.get("difference") instanceof Fields difference)) {
      return;
    }
    String interval =
        difference.get("low").isNothing()
            ? "too few people for an interval"
            : "95%% interval %s to %s"
                .formatted(
                    scaled(difference.get("low"), scale), scaled(difference.get("high"), scale));
    line(
        "  difference in %s: %s%s, %s"
            .formatted(name, scaled(difference.get("value"), scale), unit, interval));
  }

  private static Fields byStep(Fields models, String model) {
    return (Fields) ((Fields) models.get(model)).get("by_step");
  }

  private static String reasons(Fields from, String name) {
    return from.get(name) instanceof Fields counts
        ? counts.values().entrySet().stream()
            .map(entry -> entry.getKey() + " " + count(entry.getValue()))
            .collect(Collectors.joining(", "))
        : "";
  }

  private static String money(Fields from, String name) {
    String amounts =
        ((Fields) from.get(name))
            .values().keySet().stream()
                .map(currency -> amount(from.get(name), currency) + " " + currency)
                .collect(Collectors.joining(", "));
    return amounts.isEmpty() ? "nothing" : amounts;
  }

  private static String amount(Value amounts, String currency) {
    return amounts instanceof Fields fields
            && fields.get(currency) instanceof Value.Decimal(BigDecimal value)
        ? String.format(Locale.ROOT, "%,.2f", value)
        : "-";
  }

  private static String scaled(Value value, int scale) {
    BigDecimal number =
        switch (value) {
          case Value.Decimal(BigDecimal decimal) -> decimal;
          case Value.Int(long whole) -> BigDecimal.valueOf(whole);
          case Value other -> throw new IllegalStateException("Not a number: " + other);
        };
    return number
        .multiply(BigDecimal.valueOf(scale))
        .setScale(2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String count(Value value) {
    return value instanceof Value.Int(long number)
        ? String.format(Locale.ROOT, "%,d", number)
        : "0";
  }

  private static String day(String instant) {
    return instant.length() > 10 ? instant.substring(0, 10) : instant;
  }

  private Fields fields(String name) {
    return report.get(name) instanceof Fields fields ? fields : Fields.EMPTY;
  }

  private List<Value> items(String name) {
    return report.get(name) instanceof Value.Items(List<Value> values) ? values : List.of();
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text);
  }

  private void row(String name, Value count, String more) {
    line("  %-20s %9s  %s".formatted(name, count(count), more));
  }

  private void columns(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-28s", name));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "%14s", cell)));
    lines.add(line.toString().stripTrailing());
  }

  private void line(String text) {
    lines.add(text.stripTrailing());
  }
}
