package dev.throughline.http.words;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Money;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A fact in one sentence, without the person: "Sent the e-mail “remind” of Cart recovery".
public final class FactTitle {
  private FactTitle() {}

  /// @param fact the line of `facts.ndjson`
  public static String of(Fields fact, Named named) {
    String kind = fact.text("kind");
    String journey = named.of("journey", fact.text("journey"));
    String step = fact.text("step");
    String place = step.isEmpty() ? journey : "“%s” of %s".formatted(step, journey);
    return switch (kind) {
      case "segment.entered" -> "Joined " + named.of("segment", fact.text("segment"));
      case "segment.left" -> "Left " + named.of("segment", fact.text("segment"));
      case "journey.entered" ->
          "Entered " + journey + (fact.text("arm").equals("holdout") ? ", held out" : "");
      case "journey.rejected" -> "Turned away from " + journey;
      case "journey.step" -> "Came to “%s” in %s".formatted(step, journey);
      case "journey.exited" -> "Left " + journey;
      case "message.decided" -> decided(fact, place);
      case "conversion" -> "%s for %s".formatted(conversion(fact, named), amount(fact));
      case "refund" -> "%s refunded: %s".formatted(conversion(fact, named), amount(fact));
      case "credit" ->
          "Credit to " + (place.isEmpty() ? Phrases.humanised(fact.text("channel")) : place);
      case "decision" -> "Chose an offer at " + place;
      case "task.created" -> "Created a task" + at(place);
      case "task.done" -> "Finished a task" + at(place);
      case "audience.added" -> "Added to " + named.of("audience", fact.text("audience"));
      case "audience.removed" -> "Removed from " + named.of("audience", fact.text("audience"));
      case "customer.merged" -> "Turned out to be the same person as " + detail(fact, "from");
      case "customer.erased" -> "Was erased";
      case "profile.updated" -> "Profile changed" + (journey.isEmpty() ? "" : " by " + journey);
      default -> kind.startsWith("message.") ? fed(kind, fact, place) : Phrases.humanised(kind);
    };
  }

  private static String decided(Fields fact, String place) {
    String message = Phrases.theMessage(fact.text("channel"));
    return switch (fact.text("outcome")) {
      case "sent" -> "Sent " + message + " " + place;
      case "ghost" -> "Held out from " + place;
      case "held" -> "Held " + message + " " + place;
      default -> "Did not send " + message + " " + place;
    };
  }

  private static String fed(String kind, Fields fact, String place) {
    String message = Phrases.theMessage(fact.text("channel")) + " " + place;
    return switch (kind) {
      case "message.delivered" -> "Delivered " + message;
      case "message.opened" -> "Opened " + message;
      case "message.clicked" -> "Clicked in " + message;
      case "message.replied" -> "Replied to " + message;
      case "message.bounced" -> "Bounced: " + message;
      case "message.complained" -> "Complained about " + message;
      case "message.unsubscribed" -> "Unsubscribed by " + message;
      default -> "Failed to deliver " + message;
    };
  }

  private static String at(String place) {
    return place.isEmpty() ? "" : " at " + place;
  }

  private static String conversion(Fields fact, Named named) {
    return named.of("conversion", fact.text("conversion"));
  }

  /// With the digits of its currency at least: 149.9 is said as 149.90.
  private static String amount(Fields fact) {
    String currency = fact.text("currency");
    Value value = fact.get("value");
    BigDecimal amount =
        value.isNothing() ? BigDecimal.ZERO : new BigDecimal(JsonValues.write(value));
    int digits = Math.max(amount.stripTrailingZeros().scale(), Money.digits(currency));
    return amount.setScale(digits, RoundingMode.UNNECESSARY).toPlainString() + " " + currency;
  }

  private static String detail(Fields fact, String name) {
    return fact.get("detail") instanceof Fields detail ? detail.text(name) : "";
  }
}
