package dev.throughline.story;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import org.jspecify.annotations.Nullable;

/// A fact as one line of a story: `2026-03-01T09:00:00Z ann message.decided cart/remind email
/// sent`.
final class FactText {
  private FactText() {}

  static String of(Fact fact) {
    return "%s %s %s".formatted(fact.at(), fact.customer().value(), of(fact.what()));
  }

  static String of(What what) {
    return switch (what) {
      case What.SegmentEntered(String segment) -> "segment.entered " + segment;
      case What.SegmentLeft(String segment) -> "segment.left " + segment;
      case What.JourneyEntered(Place place, String arm, _) ->
          "journey.entered " + place.journey() + (arm.equals("treated") ? "" : " " + arm);
      case What.JourneyRejected(String journey, _, String reason) ->
          "journey.rejected " + journey + " " + reason;
      case What.JourneyStep(Place place, String step, String arm) ->
          "journey.step " + place.journey() + "/" + step + said(arm);
      case What.JourneyExited(Place place, _, String reason, _) ->
          "journey.exited " + place.journey() + " " + reason;
      case What.MessageDecided decided ->
          "message.decided %s/%s%s %s%s"
              .formatted(
                  decided.place().journey(),
                  decided.step(),
                  said(decided.channel()),
                  decided.outcome(),
                  said(decided.reason()));
      case What.MessageFeedback(Place place, String step, _, String channel, String kind, _) ->
          "message.%s %s/%s %s".formatted(kind, place.journey(), step, channel);
      case What.Converted(String conversion, String order, var value, String currency) ->
          "conversion %s %s %s %s".formatted(conversion, order, value.toPlainString(), currency);
      case What.Refunded(String conversion, String order, var value, String currency) ->
          "refund %s %s %s %s".formatted(conversion, order, value.toPlainString(), currency);
      case What.Credit credit ->
          "credit %s %s %s %s %s"
              .formatted(
                  credit.order(),
                  credit.model(),
                  credit.touch().journey() == null
                      ? credit.touch().channel()
                      : credit.touch().journey() + "/" + credit.touch().step(),
                  credit.value().toPlainString(),
                  credit.currency());
      case What.Decision(Place place, String step, String chosen, _, _) ->
          "decision %s/%s%s".formatted(place.journey(), step, said(chosen));
      case What.TaskCreated(_, _, _, String team, String subject, var due, _) ->
          "task.created %s '%s'%s".formatted(team, subject, due == null ? "" : " due " + due);
      case What.TaskDone(_, String step, _, String outcome) ->
          "task.done%s %s".formatted(said(step), outcome);
      case What.AudienceChanged(String audience, boolean added) ->
          "audience.%s %s".formatted(added ? "added" : "removed", audience);
      case What.Merged(var from) -> "customer.merged " + from.value();
      case What.Erased _ -> "customer.erased";
      case What.ProfileUpdated(_, var set, var unset) ->
          "profile.updated %s%s"
              .formatted(
                  String.join(",", set.values().keySet()),
                  unset.isEmpty() ? "" : " unset " + String.join(",", unset));
    };
  }

  private static String said(@Nullable String word) {
    return word == null ? "" : " " + word;
  }
}
