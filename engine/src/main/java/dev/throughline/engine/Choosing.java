package dev.throughline.engine;

import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Instance;
import dev.throughline.decision.Offer;
import dev.throughline.governance.Addresses;
import dev.throughline.governance.Consent;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.message.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The choice among offers (rule D1): those eligible, reachable and under their limit, by expected
/// value; ties go to the one listed first. The choice is certain, so its probability is 1.
final class Choosing {
  private Choosing() {}

  /// Records the choice; false when no offer is possible.
  static boolean choose(Turn turn, Instance instance, Step.Decide decide) {
    List<Fact.Check> considered = new ArrayList<>();
    Offer best = null;
    BigDecimal bestValue = BigDecimal.ZERO;
    for (String key : decide.offers()) {
      Offer offer = offer(turn, key);
      String refusal = refusal(turn, instance, offer);
      BigDecimal value = refusal == null ? worth(turn, instance, offer) : BigDecimal.ZERO;
      considered.add(
          new Fact.Check(
              key, refusal == null, refusal == null ? "value " + value.toPlainString() : refusal));
      if (refusal == null && (best == null || value.compareTo(bestValue) > 0)) {
        best = offer;
        bestValue = value;
      }
    }
    turn.tell(
        new Fact.What.Decision(
            turn.place(instance), decide.id(), best == null ? null : best.key(), 1.0, considered));
    if (best == null) {
      return false;
    }
    instance.chosen.put(decide.id(), best.key());
    turn.customer.offers.merge(best.key(), 1, Integer::sum);
    return true;
  }

  static Step.Send sendOf(Turn turn, Instance instance, Step.Decide decide) {
    String chosen = instance.chosen.get(decide.id());
    if (chosen == null) {
      throw new IllegalStateException("No offer was chosen at " + decide.id());
    }
    Template template = template(turn, offer(turn, chosen));
    return new Step.Send(decide.id(), template.key(), channels(turn, template), 0, decide.next());
  }

  private static @Nullable String refusal(Turn turn, Instance instance, Offer offer) {
    Evaluation evaluation = turn.evaluation(turn.event, instance);
    if (offer.eligible() != null
        && !turn.holds(offer.eligible(), evaluation, "offer " + offer.key())) {
      return "not eligible";
    }
    int made = turn.customer.offers.getOrDefault(offer.key(), 0);
    if (offer.maxPerPerson() != null && made >= offer.maxPerPerson()) {
      return "made %d times already".formatted(made);
    }
    Journey journey = turn.journey(instance);
    for (String channel : template(turn, offer).channels()) {
      if (Addresses.of(turn.customer, channel).isPresent()
          && Consent.allows(
              turn.customer, journey.purpose(), channel, turn.catalog.workspace().consent())) {
        return null;
      }
    }
    return "no channel with consent and address";
  }

  private static BigDecimal worth(Turn turn, Instance instance, Offer offer) {
    if (offer.value() == null) {
      return BigDecimal.ZERO;
    }
    Evaluation evaluation = turn.evaluation(turn.event, instance);
    return turn.value(offer.value(), evaluation, "offer " + offer.key()).numberOr(BigDecimal.ZERO);
  }

  private static List<String> channels(Turn turn, Template template) {
    List<String> channels = new ArrayList<>(dev.throughline.message.Channels.ALL);
    channels.retainAll(template.channels());
    if (channels.isEmpty()) {
      throw new IllegalStateException(
          "Template %s of %s has no channel".formatted(template.key(), turn.customer.id));
    }
    return channels;
  }

  private static Offer offer(Turn turn, String key) {
    Offer offer = turn.catalog.documents().offers().get(key);
    if (offer == null) {
      throw new IllegalStateException("The catalog has no offer " + key);
    }
    return offer;
  }

  private static Template template(Turn turn, Offer offer) {
    Template template = turn.catalog.documents().templates().get(offer.template());
    if (template == null) {
      throw new IllegalStateException("The catalog has no template " + offer.template());
    }
    return template;
  }
}
