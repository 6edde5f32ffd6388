package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Exits.Superseded;
import dev.throughline.journey.Exits.Test;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/// `exits`: how people leave a journey before its last step. Each may be waived with `none`.
final class ExitsReader {
  private static final String NONE = "none";

  private ExitsReader() {}

  static Exits read(Item exits) {
    Item limit = exits.get("time_limit");
    Item messages = exits.get("max_messages");
    return new Exits(
        test(exits.get("goal")),
        test(exits.get("disqualified")),
        superseded(exits.get("superseded")),
        limit.given() && !limit.is(NONE) ? limit.span(CalendarSpan.ZERO) : null,
        messages.given() && !messages.is(NONE) ? messages.whole(1) : null);
  }

  private static @Nullable Test test(Item item) {
    if (item.get("when").given()) {
      TriggerReader.only(item, "a condition", "when");
      return new Test.ByCondition(Text.condition(item.get("when"), Place.INSTANCE_EVENT));
    }
    return item.get("event").given()
        ? new Test.ByEvent(TriggerReader.match(item, Place.INSTANCE_EVENT))
        : null;
  }

  private static @Nullable Superseded superseded(Item item) {
    Item by = item.get("by");
    if (!by.given()) {
      return null;
    }
    return by.is("higher-priority")
        ? new Superseded.ByHigherPriority()
        : new Superseded.ByJourneys(new LinkedHashSet<>(by.keys(Kind.JOURNEY, Severity.LAUNCH)));
  }
}
