package dev.throughline.http;

import dev.throughline.analytics.HoldoutResult;
import dev.throughline.event.Money;
import dev.throughline.event.Value.Fields;
import dev.throughline.experiment.SampleRatio;
import dev.throughline.http.words.Phrases;
import dev.throughline.journey.Journey;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a journey caused: the difference that its holdout shows, over all who were treated.
final class Incremental {
  /// Below this many in an arm a normal interval says little (Agresti and Coull, 1998, and what
  /// planners of experiments use as the least).
  private static final long ENOUGH_PEOPLE = 100;

  private static final long ENOUGH_CONVERSIONS = 10;
  private static final int RATE_DIGITS = 4;
  private static final int COUNT_DIGITS = 2;
  private static final int ALL = 10_000;

  private Incremental() {}

  /// Null where no holdout measures the journey, or nothing can be said yet.
  static @Nullable Fields of(
      Shelf shelf, String key, List<String> warnings, Supplier<HoldoutResult> measured) {
    Journey journey = shelf.catalog().documents().journeys().get(key);
    if (journey == null || journey.holdoutBasisPoints() == 0 || journey.isTransactional()) {
      return null;
    }
    HoldoutResult result = measured.get();
    long treated = result.treated().people();
    long held = result.heldOut().people();
    int digits = Money.digits(shelf.currency());
    Fields conversions =
        Intervals.of(result.conversionsPerPerson().absolute(), (double) treated, COUNT_DIGITS);
    Fields value = Intervals.of(result.revenuePerPerson().absolute(), (double) treated, digits);
    Fields rate = Intervals.of(result.rate().absolute(), 1, RATE_DIGITS);
    if (conversions == null || value == null || rate == null) {
      return null;
    }
    double share = journey.holdoutBasisPoints();
    boolean ratioOk =
        SampleRatio.pValue(List.of(treated, held), List.of(ALL - share, share))
            >= SampleRatio.ALARM;
    boolean enough =
        treated >= ENOUGH_PEOPLE
            && held >= ENOUGH_PEOPLE
            && result.treated().converted() + result.heldOut().converted() >= ENOUGH_CONVERSIONS;
    if (!ratioOk) {
      warnings.add(
          "%s: %d treated and %d held out do not fit a holdout of %s; its difference cannot be trusted."
              .formatted(
                  journey.name(), treated, held, Phrases.percent(journey.holdoutBasisPoints())));
    }
    return Json.object(
        "treated", treated,
        "held", held,
        "conversions", conversions,
        "value", value,
        "rate", rate,
        "enough", enough,
        "sampleRatioOk", ratioOk,
        "note", enough ? null : "Too few people so far: the figure is provisional.");
  }
}
