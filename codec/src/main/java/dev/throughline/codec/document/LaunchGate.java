package dev.throughline.codec.document;

import java.util.List;

/// What a journey needs before it is published: an owner, a primary outcome, a holdout and every
/// exit, each given or waived.
final class LaunchGate {
  private static final List<String> EXITS =
      List.of("goal", "disqualified", "superseded", "time_limit");

  private LaunchGate() {}

  static void check(Item journey) {
    if (!journey.get("owner").given()) {
      missing(
          journey,
          "launch-owner",
          "Nobody owns the journey.",
          "Add 'owner', such as owner: lifecycle@shop.example.");
    }
    Item kpi = journey.get("kpi");
    if (!kpi.isObject()) {
      missing(
          kpi,
          "launch-kpi",
          "The journey has no primary outcome.",
          "Add 'kpi', such as kpi: {conversion: order, window: P7D}.");
    }
    if (!journey.get("holdout").given()) {
      missing(
          journey,
          "launch-holdout",
          "The journey has no holdout, so its effect cannot be measured.",
          "Add 'holdout', such as holdout: 10%, or waive it with holdout: none.");
    }
    for (String exit : EXITS) {
      Item item = journey.get("exits").get(exit);
      if (!item.given()) {
        missing(
            item,
            "launch-" + exit.replace('_', '-'),
            "The journey does not say its exit '%s'.".formatted(exit),
            "Add it under 'exits', or waive it with %s: none.".formatted(exit));
      }
    }
  }

  private static void missing(Item item, String code, String message, String remedy) {
    item.problem(Severity.LAUNCH, code, message, remedy);
  }
}
