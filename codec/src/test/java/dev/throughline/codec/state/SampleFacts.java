package dev.throughline.codec.state;

import dev.throughline.codec.json.Samples;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Touch;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Check;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Facts of every kind, drawn.
final class SampleFacts {
  private static final int KINDS = 18;
  private static final Touch.Status[] STATUSES = Touch.Status.values();

  private SampleFacts() {}

  /// At least one of each kind.
  static List<Fact> every(SplittableRandom random) {
    List<Fact> facts = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      for (int i = random.nextInt(1, 3); i > 0; i--) {
        facts.add(
            new Fact(
                "f" + facts.size(),
                Samples.instant(random),
                new CustomerId("u" + random.nextInt(9)),
                what(random, kind)));
      }
    }
    return facts;
  }

  private static What what(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> new What.SegmentEntered(text(random));
      case 1 -> new What.SegmentLeft(text(random));
      case 2 -> new What.JourneyEntered(place(random), text(random), arms(random));
      case 3 -> new What.JourneyRejected(text(random), random.nextInt(), text(random));
      case 4 -> new What.JourneyStep(place(random), text(random), maybe(random));
      case 5 -> new What.JourneyExited(place(random), maybe(random), text(random), maybe(random));
      case 6 ->
          new What.MessageDecided(
              place(random),
              text(random),
              text(random),
              maybe(random),
              text(random),
              text(random),
              maybe(random),
              checks(random));
      case 7 ->
          new What.MessageFeedback(
              place(random), text(random), text(random), text(random), "opened", maybe(random));
      case 8 ->
          new What.Converted(text(random), text(random), Samples.decimal(random), text(random));
      case 9 ->
          new What.Refunded(text(random), text(random), Samples.decimal(random), text(random));
      case 10 ->
          new What.Credit(
              text(random),
              text(random),
              text(random),
              touch(random),
              Samples.decimal(random),
              Samples.decimal(random),
              text(random),
              random.nextInt(9),
              maybe(random));
      case 11 ->
          new What.Decision(
              place(random), text(random), maybe(random), random.nextDouble(), checks(random));
      case 12 ->
          new What.TaskCreated(
              maybePlace(random),
              maybe(random),
              text(random),
              text(random),
              text(random),
              random.nextBoolean() ? null : Samples.instant(random),
              Samples.fields(random, 3));
      case 13 -> new What.TaskDone(maybePlace(random), maybe(random), text(random), text(random));
      case 14 -> new What.AudienceChanged(text(random), random.nextBoolean());
      case 15 -> new What.Merged(new CustomerId("a" + random.nextInt(9)));
      case 16 -> new What.Erased();
      default ->
          new What.ProfileUpdated(
              maybePlace(random), Samples.fields(random, 3), List.of(text(random), text(random)));
    };
  }

  private static String text(SplittableRandom random) {
    return Samples.text(random);
  }

  private static @Nullable String maybe(SplittableRandom random) {
    return random.nextBoolean() ? null : text(random);
  }

  private static Place place(SplittableRandom random) {
    return new Place(text(random), random.nextInt(99), text(random));
  }

  private static @Nullable Place maybePlace(SplittableRandom random) {
    return random.nextBoolean() ? null : place(random);
  }

  private static SortedMap<String, String> arms(SplittableRandom random) {
    TreeMap<String, String> arms = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      arms.put(text(random), text(random));
    }
    return arms;
  }

  private static List<Check> checks(SplittableRandom random) {
    List<Check> checks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      checks.add(new Check(text(random), random.nextBoolean(), text(random)));
    }
    return checks;
  }

  private static Touch touch(SplittableRandom random) {
    return new Touch(
        text(random),
        STATUSES[random.nextInt(STATUSES.length)],
        Samples.instant(random),
        maybe(random),
        random.nextInt(9),
        maybe(random),
        maybe(random),
        text(random),
        new Exposure(maybe(random), List.of(text(random))));
  }
}
