package dev.throughline.http;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.Explaining.Told;
import dev.throughline.http.words.Phrases;
import dev.throughline.http.words.PolicyWords;
import dev.throughline.journey.Journey;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything behind the decisions on one person's messages in a journey.
///
/// @param person as they are now; null where nobody is there any more
/// @param told what was told of them in the journey, oldest first
record DecisionRecords(
    Orchestrator runtime,
    Explaining explaining,
    Shelf shelf,
    @Nullable PersonNow person,
    List<Told> told) {
  private static final String DECIDED = "message.decided";
  private static final int SUBJECT_CHARS = 80;

  /// The newest message first.
  ///
  /// @param step, message only these; empty for all
  List<Fields> of(String step, String message) {
    Map<String, List<Told>> byMessage = new LinkedHashMap<>();
    for (Told each : told) {
      if (each.kind().equals(DECIDED)
          && (step.isEmpty() || each.fact().text("step").equals(step))
          && (message.isEmpty() || each.fact().text("message").equals(message))) {
        byMessage.computeIfAbsent(each.fact().text("message"), _ -> new ArrayList<>()).add(each);
      }
    }
    return byMessage.entrySet().stream()
        .map(entry -> record(entry.getKey(), entry.getValue()))
        .toList()
        .reversed();
  }

  private Fields record(String message, List<Told> decisions) {
    Told last = decisions.getLast();
    Fields fact = last.fact();
    String journey = fact.text("journey");
    String channel = fact.text("channel");
    String outcome = fact.text("outcome");
    Optional<Letter> letter = runtime.ask(view -> view.letter(message)).join();
    List<Fields> checks = checks(fact);
    return Json.object(
        "message", message,
        "journey", journey,
        "journeyName", shelf.nameOf("journey", journey),
        "version", fact.get("version"),
        "instance", fact.text("instance"),
        "step", fact.text("step"),
        "channel", channel.isEmpty() ? null : channel,
        "template", fact.get("detail") instanceof Fields detail ? detail.text("template") : "",
        "at", last.line().at(),
        "outcome", outcome,
        "reason", textOrNull(fact, "reason"),
        "sentence", sentence(outcome, fact.text("reason"), checks),
        "history", Json.list(decisions, DecisionRecords::history),
        "entry", entry(fact.text("instance")),
        "checks", new Items(new ArrayList<>(checks)),
        "caps", caps(checks),
        "arbitration", arbitration(journey, checks),
        "arms", person == null ? new Items(List.of()) : ArmLines.of(person, journey::equals),
        "rendered", letter.isPresent(),
        "subject", letter.map(DecisionRecords::subject).orElse(null),
        "delivery", delivery(message),
        "credit", credit(message));
  }

  private static Fields history(Told told) {
    return Json.object(
        "at", told.line().at(),
        "outcome", told.fact().text("outcome"),
        "reason", textOrNull(told.fact(), "reason"));
  }

  private @Nullable Fields entry(String instance) {
    return told.stream()
        .filter(each -> each.kind().equals("journey.entered"))
        .filter(each -> each.fact().text("instance").equals(instance))
        .findFirst()
        .map(explaining::entry)
        .orElse(null);
  }

  private static List<Fields> checks(Fields fact) {
    List<Fields> checks = new ArrayList<>();
    if (fact.get("detail") instanceof Fields detail
        && detail.get("checks") instanceof Items(List<Value> items)) {
      items.forEach(item -> checks.add((Fields) item));
    }
    return checks;
  }

  private static boolean passed(Fields check) {
    return check.get("passed").equals(Value.of(true));
  }

  private static String sentence(String outcome, String reason, List<Fields> checks) {
    String saw =
        checks.stream()
            .filter(check -> !passed(check))
            .findFirst()
            .map(check -> " (" + check.text("saw") + ")")
            .orElse("");
    return switch (outcome) {
      case "sent" -> "Sent: every check passed.";
      case "ghost" ->
          "Not sent, to measure what sending changes: every check passed, and %s."
              .formatted(Phrases.reason(reason));
      case "held" -> "Held: %s%s.".formatted(Phrases.reason(reason), saw);
      default -> "Not sent: %s%s.".formatted(Phrases.reason(reason), saw);
    };
  }

  /// What the checks of caps saw: `4 of 5 per P7D on all channels`.
  private static Items caps(List<Fields> checks) {
    List<Value> caps = new ArrayList<>();
    for (Fields check : checks) {
      PolicyWords.Seen seen = PolicyWords.seen(check.text("saw"));
      if (check.text("check").equals("frequency_cap") && seen != null) {
        caps.add(
            Json.object(
                "rule", seen.rule(),
                "used", seen.used(),
                "max", seen.max(),
                "passed", passed(check),
                "freeAt", null));
      }
    }
    return new Items(caps);
  }

  private Items arbitration(String own, List<Fields> checks) {
    List<Value> rivals = new ArrayList<>();
    for (Fields check : checks) {
      Journey rival = shelf.catalog().documents().journeys().get(check.text("saw"));
      if (check.text("check").equals("arbitration") && !passed(check) && rival != null) {
        rivals.add(rival(rival, true));
        Journey loser = shelf.catalog().documents().journeys().get(own);
        if (loser != null) {
          rivals.add(rival(loser, false));
        }
      }
    }
    return new Items(rivals);
  }

  private static Fields rival(Journey journey, boolean won) {
    return Json.object(
        "journey", journey.key(),
        "journeyName", journey.name(),
        "priority", journey.priority(),
        "value", null,
        "won", won);
  }

  private Items delivery(String message) {
    return Json.list(
        told.stream()
            .filter(each -> each.fact().text("message").equals(message))
            .filter(each -> !each.kind().equals(DECIDED))
            .toList(),
        each ->
            Json.object(
                "at", each.line().at(),
                "kind", each.kind().replaceFirst("^message\\.", ""),
                "reason", textOrNull(each.fact(), "reason")));
  }

  /// The weight and value at present, of every conversion and model.
  private Items credit(String message) {
    Map<String, Fields> credits = new LinkedHashMap<>();
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (Told each : told) {
      Fields fact = each.fact();
      if (each.kind().equals("credit") && fact.text("touch").equals(message)) {
        String key = fact.text("conversion") + "/" + fact.text("order") + "/" + fact.text("model");
        values.merge(key, fact.get("value").numberOr(BigDecimal.ZERO), BigDecimal::add);
        credits.put(
            key,
            Json.object(
                "conversion", fact.text("conversion"),
                "order", fact.text("order"),
                "at", each.line().at(),
                "model", fact.text("model"),
                "weight", fact.get("weight"),
                "value",
                    Json.money(values.getOrDefault(key, BigDecimal.ZERO), fact.text("currency"))));
      }
    }
    return new Items(new ArrayList<>(credits.values()));
  }

  private static @Nullable String textOrNull(Fields fields, String name) {
    String text = fields.text(name);
    return text.isEmpty() ? null : text;
  }

  /// The subject or title, or the first words.
  static String subject(Letter letter) {
    for (String part : List.of("subject", "title", "body", "text")) {
      String text = letter.parts().getOrDefault(part, "").strip();
      if (!text.isEmpty()) {
        return text.length() <= SUBJECT_CHARS ? text : text.substring(0, SUBJECT_CHARS) + "…";
      }
    }
    return "";
  }
}
