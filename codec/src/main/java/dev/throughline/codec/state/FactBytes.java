package dev.throughline.codec.state;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.Check;
import dev.throughline.engine.Fact.Place;
import dev.throughline.engine.Fact.What;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts in a row as bytes, and back: a version, then each with everything that it says, which
/// `FactLine` does not (a line is for people and programs outside). The same facts give the same
/// bytes.
public final class FactBytes {
  /// What `write` writes. A new version is added beside the old ones, which stay readable.
  public static final int VERSION = 1;

  /// Touches are written as this version of `CustomerBytes` has them.
  private static final int TOUCHES = 2;

  private static final int SEGMENT_ENTERED = 0;
  private static final int SEGMENT_LEFT = 1;
  private static final int JOURNEY_ENTERED = 2;
  private static final int JOURNEY_REJECTED = 3;
  private static final int JOURNEY_STEP = 4;
  private static final int JOURNEY_EXITED = 5;
  private static final int MESSAGE_DECIDED = 6;
  private static final int MESSAGE_FEEDBACK = 7;
  private static final int CONVERTED = 8;
  private static final int REFUNDED = 9;
  private static final int CREDIT = 10;
  private static final int DECISION = 11;
  private static final int TASK_CREATED = 12;
  private static final int TASK_DONE = 13;
  private static final int AUDIENCE_CHANGED = 14;
  private static final int MERGED = 15;
  private static final int ERASED = 16;
  private static final int PROFILE_UPDATED = 17;

  private FactBytes() {}

  public static byte[] write(List<Fact> facts) {
    Sink sink = new Sink();
    sink.octet(VERSION);
    sink.each(
        facts,
        fact -> {
          sink.text(fact.id());
          sink.instant(fact.at());
          sink.text(fact.customer().value());
          what(sink, fact.what());
        });
    return sink.toBytes();
  }

  /// Throws `CorruptBytes` where the bytes are not what some version of `write` wrote.
  public static List<Fact> read(byte[] bytes) {
    Source source = new Source(bytes, 0);
    int version = source.octet();
    if (version != VERSION) {
      throw new CorruptBytes(
          "Facts of version %d; this program reads version %d".formatted(version, VERSION));
    }
    try {
      List<Fact> facts =
          source.list(() ->
              new Fact(
                  source.text(), source.instant(), new CustomerId(source.text()), what(source)));
      if (source.remaining() > 0) {
        throw new CorruptBytes("%d bytes after the facts".formatted(source.remaining()));
      }
      return facts;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
      throw new CorruptBytes("The bytes hold what no fact says: " + broken.getMessage(), broken);
    }
  }

  private static void what(Sink sink, What what) {
    switch (what) {
      case What.SegmentEntered(String segment) -> kind(sink, SEGMENT_ENTERED).text(segment);
      case What.SegmentLeft(String segment) -> kind(sink, SEGMENT_LEFT).text(segment);
      case What.JourneyEntered(Place place, String arm, var arms) -> {
        place(kind(sink, JOURNEY_ENTERED), place);
        sink.text(arm);
        sink.each(arms, sink::text);
      }
      case What.JourneyRejected(String journey, int pinned, String reason) -> {
        kind(sink, JOURNEY_REJECTED).text(journey);
        sink.signed(pinned);
        sink.text(reason);
      }
      case What.JourneyStep(Place place, String step, var arm) -> {
        place(kind(sink, JOURNEY_STEP), place);
        sink.text(step);
        sink.maybe(arm, sink::text);
      }
      case What.JourneyExited(Place place, var step, String reason, var detail) -> {
        place(kind(sink, JOURNEY_EXITED), place);
        sink.maybe(step, sink::text);
        sink.text(reason);
        sink.maybe(detail, sink::text);
      }
      case What.MessageDecided decided -> decided(kind(sink, MESSAGE_DECIDED), decided);
      case What.MessageFeedback said -> {
        place(kind(sink, MESSAGE_FEEDBACK), said.place());
        sink.text(said.step());
        sink.text(said.message());
        sink.text(said.channel());
        sink.text(said.feedback());
        sink.maybe(said.reason(), sink::text);
      }
      case What.Converted(String conversion, String order, var value, String currency) -> {
        kind(sink, CONVERTED).text(conversion);
        sink.text(order);
        sink.decimal(value);
        sink.text(currency);
      }
      case What.Refunded(String conversion, String order, var value, String currency) -> {
        kind(sink, REFUNDED).text(conversion);
        sink.text(order);
        sink.decimal(value);
        sink.text(currency);
      }
      case What.Credit credit -> credit(kind(sink, CREDIT), credit);
      case What.Decision(Place place, String step, var chosen, double probability, var all) -> {
        place(kind(sink, DECISION), place);
        sink.text(step);
        sink.maybe(chosen, sink::text);
        sink.unsigned(Double.doubleToLongBits(probability));
        sink.each(all, check -> check(sink, check));
      }
      case What.TaskCreated task -> task(kind(sink, TASK_CREATED), task);
      case What.TaskDone(var place, var step, String task, String outcome) -> {
        kind(sink, TASK_DONE).maybe(place, there -> place(sink, there));
        sink.maybe(step, sink::text);
        sink.text(task);
        sink.text(outcome);
      }
      case What.AudienceChanged(String audience, boolean added) -> {
        kind(sink, AUDIENCE_CHANGED).text(audience);
        sink.flag(added);
      }
      case What.Merged(CustomerId from) -> kind(sink, MERGED).text(from.value());
      case What.Erased() -> sink.octet(ERASED);
      case What.ProfileUpdated(var place, var set, var unset) -> {
        kind(sink, PROFILE_UPDATED).maybe(place, there -> place(sink, there));
        EventBytes.fields(sink, set);
        sink.each(unset, sink::text);
      }
    }
  }

  private static What what(Source source) {
    int kind = source.octet();
    return switch (kind) {
      case SEGMENT_ENTERED -> new What.SegmentEntered(source.text());
      case SEGMENT_LEFT -> new What.SegmentLeft(source.text());
      case JOURNEY_ENTERED ->
          new What.JourneyEntered(place(source), source.text(), source.map(source::text));
      case JOURNEY_REJECTED ->
          new What.JourneyRejected(source.text(), source.number(), source.text());
      case JOURNEY_STEP -> new What.JourneyStep(place(source), source.text(), maybeText(source));
      case JOURNEY_EXITED ->
          new What.JourneyExited(
              place(source), maybeText(source), source.text(), maybeText(source));
      case MESSAGE_DECIDED -> decided(source);
      case MESSAGE_FEEDBACK ->
          new What.MessageFeedback(
              place(source),
              source.text(),
              source.text(),
              source.text(),
              source.text(),
              maybeText(source));
      case CONVERTED ->
          new What.Converted(source.text(), source.text(), source.decimal(), source.text());
      case REFUNDED ->
          new What.Refunded(source.text(), source.text(), source.decimal(), source.text());
      case CREDIT -> credit(source);
      case DECISION ->
          new What.Decision(
              place(source),
              source.text(),
              maybeText(source),
              Double.longBitsToDouble(source.unsigned()),
              source.list(() -> check(source)));
      case TASK_CREATED -> task(source);
      case TASK_DONE ->
          new What.TaskDone(maybePlace(source), maybeText(source), source.text(), source.text());
      case AUDIENCE_CHANGED -> new What.AudienceChanged(source.text(), source.flag());
      case MERGED -> new What.Merged(new CustomerId(source.text()));
      case ERASED -> new What.Erased();
      case PROFILE_UPDATED ->
          new What.ProfileUpdated(
              maybePlace(source), EventBytes.fields(source), source.list(source::text));
      default -> throw new CorruptBytes("There is no kind of fact %d".formatted(kind));
    };
  }

  private static Sink kind(Sink sink, int kind) {
    sink.octet(kind);
    return sink;
  }

  private static void place(Sink sink, Place place) {
    sink.text(place.journey());
    sink.signed(place.version());
    sink.text(place.instance());
  }

  private static Place place(Source source) {
    return new Place(source.text(), source.number(), source.text());
  }

  private static @Nullable Place maybePlace(Source source) {
    return source.maybe(() -> place(source));
  }

  private static @Nullable String maybeText(Source source) {
    return source.maybe(source::text);
  }

  private static void check(Sink sink, Check check) {
    sink.text(check.name());
    sink.flag(check.passed());
    sink.text(check.saw());
  }

  private static Check check(Source source) {
    return new Check(source.text(), source.flag(), source.text());
  }

  private static void decided(Sink sink, What.MessageDecided decided) {
    place(sink, decided.place());
    sink.text(decided.step());
    sink.text(decided.message());
    sink.maybe(decided.channel(), sink::text);
    sink.text(decided.template());
    sink.text(decided.outcome());
    sink.maybe(decided.reason(), sink::text);
    sink.each(decided.checks(), check -> check(sink, check));
  }

  private static What decided(Source source) {
    return new What.MessageDecided(
        place(source),
        source.text(),
        source.text(),
        maybeText(source),
        source.text(),
        source.text(),
        maybeText(source),
        source.list(() -> check(source)));
  }

  private static void credit(Sink sink, What.Credit credit) {
    sink.text(credit.conversion());
    sink.text(credit.order());
    sink.text(credit.model());
    SendBytes.touch(sink, credit.touch());
    sink.decimal(credit.weight());
    sink.decimal(credit.value());
    sink.text(credit.currency());
    sink.signed(credit.revision());
    sink.maybe(credit.reason(), sink::text);
  }

  private static What credit(Source source) {
    return new What.Credit(
        source.text(),
        source.text(),
        source.text(),
        SendBytes.touch(source, TOUCHES),
        source.decimal(),
        source.decimal(),
        source.text(),
        source.number(),
        maybeText(source));
  }

  private static void task(Sink sink, What.TaskCreated task) {
    sink.maybe(task.place(), there -> place(sink, there));
    sink.maybe(task.step(), sink::text);
    sink.text(task.task());
    sink.text(task.team());
    sink.text(task.subject());
    sink.maybe(task.due(), sink::instant);
    EventBytes.fields(sink, task.context());
  }

  private static What task(Source source) {
    return new What.TaskCreated(
        maybePlace(source),
        maybeText(source),
        source.text(),
        source.text(),
        source.text(),
        source.maybe(source::instant),
        EventBytes.fields(source));
  }
}
