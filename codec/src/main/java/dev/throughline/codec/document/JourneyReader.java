package dev.throughline.codec.document;

import dev.throughline.event.CalendarSpan;
import dev.throughline.journey.Entry;
import dev.throughline.journey.Exits;
import dev.throughline.journey.Handler;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Kpi;
import dev.throughline.journey.Step;
import dev.throughline.message.Template;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `kind: journey`.
final class JourneyReader {
  static final String DEFAULT_PURPOSE = "marketing";
  static final int DEFAULT_PRIORITY = 50;
  private static final CalendarSpan KPI_WINDOW = CalendarSpan.of("P30D");
  private static final int FIRST_VERSION = 1;

  private JourneyReader() {}

  /// Null where no step can be read; a problem says why.
  static @Nullable Journey read(Item root, Map<String, Template> templates) {
    SequencedMap<String, Item> written = root.get("steps").entries();
    SequencedMap<String, Step> steps = new StepReader(written, templates).read();
    StepGraph.check(steps, written);
    Entry entry = EntryReader.read(root.get("entry"));
    Exits exits = ExitsReader.read(root.get("exits"));
    List<Handler> handlers = root.get("on").items().stream().map(ActionReader::handler).toList();
    String key = root.get("key").text("");
    Kpi kpi = kpi(root.get("kpi"));
    migration(root.get("in_flight").get("migrate"), steps);
    LaunchGate.check(root);
    return steps.isEmpty()
        ? null
        : new Journey(
            key,
            FIRST_VERSION,
            root.get("name").text(key),
            root.get("tags").texts(),
            root.get("stage").textOrNull(),
            root.get("purpose").text(DEFAULT_PURPOSE),
            root.get("priority").whole(DEFAULT_PRIORITY),
            kpi,
            root.get("holdout").basisPoints(),
            entry,
            exits,
            steps,
            handlers);
  }

  private static @Nullable Kpi kpi(Item kpi) {
    return kpi.isObject()
        ? new Kpi(
            kpi.get("conversion").key(Kind.CONVERSION, Severity.LAUNCH),
            kpi.get("window").span(KPI_WINDOW))
        : null;
  }

  private static void migration(Item migrate, SequencedMap<String, Step> steps) {
    migrate
        .entries()
        .forEach((_, item) -> {
          String to = item.text(StepReader.END);
          if (!steps.containsKey(to) && !to.equals(StepReader.END)) {
            item.error(
                "unknown-step",
                "There is no step '%s'%s".formatted(to, Suggestion.ending(steps.keySet(), to)),
                "Write the name of a step of this version, or end.");
          }
        });
  }
}
