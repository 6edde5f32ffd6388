package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.journey.Again;
import dev.throughline.journey.Entry;
import dev.throughline.journey.Exits;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EntryAndExitsTest {

  private static Entry entry(String entry) {
    return Objects.requireNonNull(
            Catalog.journey("entry: " + entry + "\n").documents().journeys().get("test"))
        .entry();
  }

  @Test
  void everyFormOfATriggerIsCheckedForItsOwnFields() {
    Catalog.journey("entry: { on: { event: X, change: entered } }\n")
        .says(
            """
            1 foreign-field /entry/on/change: 'change' does not go with an event.
            """);
    Catalog.journey("entry: { on: { segment: vip } }\n")
        .says(
            """
            1 missing-field /entry/on: The trigger has no 'change'.
            """);
    Catalog.journey("entry: { on: { segment: vpi, change: entred } }\n")
        .says(
            """
            1 wrong-value /entry/on/change: 'change' cannot be 'entred'; did you mean 'entered'?
            1 unknown-reference /entry/on/segment: There is no segment 'vpi'; did you mean 'vip'?
            """);
    Catalog.journey("entry: { on: { score: churn } }\n")
        .says(
            """
            1 missing-field /entry/on: The trigger has no 'crosses'.
            """);
    Catalog.journey("entry: { on: { evnt: X } }\n")
        .says(
            """
            1 unknown-field /entry/on/evnt: Unknown field 'evnt' in entry.on; did you mean 'event'?
            """);
    Catalog.journey("entry: { on: { } }\n")
        .says(
            """
            1 one-of /entry/on: entry.on needs one of 'event', 'segment', 'attribute', 'score', 'date', 'schedule', 'api'.
            """);
    Catalog.journey("entry: { on: { api: yes } }\n")
        .says(
            """
            1 wrong-value /entry/on/api: 'api' must be true, not 'yes'.
            """);
    Catalog.journey("entry: { on: { event: X, segment: vip, change: left } }\n")
        .says(
            """
            1 one-of /entry/on: entry.on has 'event' and 'segment', but only one of them can be.
            """);
    Catalog.journey("entry: { }\n")
        .says(
            """
            1 missing-field /entry: entry has no 'on'.
            """);
  }

  @Test
  void unlessIsOneConditionOrAList() {
    assertThat(entry("{ on: { api: true }, unless: \"profile.a == 1\" }").unless()).hasSize(1);
    assertThat(entry("{ on: { api: true }, unless: [ \"profile.a == 1\", \"true\" ] }").unless())
        .hasSize(2);
  }

  @Test
  void reEntryIsNeverUnlessItIsGiven() {
    assertThat(entry("{ on: { api: true } }").again()).isEqualTo(new Again.Never());
    assertThat(entry("{ on: { api: true }, again: always }").again()).isEqualTo(new Again.Always());
    assertThat(entry("{ on: { api: true }, again: { after: P30D, from: exit } }").again())
        .hasToString("After[span=P30D, fromExit=true]");
    Catalog.journey("entry: { on: { api: true }, again: sometimes }\n")
        .says(
            """
            1 wrong-value /entry/again: 'again' cannot be 'sometimes'.
            """);
    Catalog.journey("entry: { on: { api: true }, again: { from: entry } }\n")
        .says(
            """
            1 missing-field /entry/again: entry.again has no 'after'.
            """);
  }

  @Test
  void anyExitMayBeWaived() {
    Exits exits =
        Objects.requireNonNull(
                Catalog.journey(
                        "exits: { goal: none, disqualified: none, superseded: none, time_limit:"
                            + " none, max_messages: none }\n")
                    .documents()
                    .journeys()
                    .get("test"))
            .exits();
    assertThat(exits).isEqualTo(new Exits(null, null, null, null, null));
  }

  @Test
  void exitsAreChecked() {
    Catalog.journey(
            """
            exits:
              goal: { event: X, when: "true" }
              disqualified: { evnt: X }
              superseded: { by: [ ] }
              time_limit: two weeks
              max_messages: 0
            """)
        .says(
            """
            2 one-of /exits/goal: exits.goal has 'event' and 'when', but only one of them can be.
            3 unknown-field /exits/disqualified/evnt: Unknown field 'evnt' in exits.disqualified; did you mean 'event'?
            4 wrong-value /exits/superseded/by: 'by' must not be empty.
            5 duration /exits/time_limit: 'two weeks' is not a duration.
            6 wrong-value /exits/max_messages: 'max_messages' must be at least 1.
            """);
    Catalog.journey("exits: { goal: never, superseded: { by: higher-priority }, time_limit: 3 }\n")
        .says(
            """
            1 wrong-value /exits/goal: 'never' is not an event, a condition, or none.
            1 wrong-type /exits/time_limit: 'time_limit' must be a duration or none, not '3'.
            """);
  }

  @Test
  void percentagesPrioritiesAndKpisAreChecked() {
    Catalog.journey("holdout: 10\npriority: 101\nkpi: order\npurpose: 7\n")
        .says(
            """
            1 wrong-type /holdout: 'holdout' must be a percentage or none, not '10'.
            2 wrong-value /priority: 'priority' must be at most 100.
            3 wrong-value /kpi: 'order' is not a set of conversion and window.
            4 wrong-type /purpose: 'purpose' must be a name, not '7'.
            """);
    Catalog.journey("holdout: 120%\nkpi: { conversion: order, window: 7d }\n")
        .says(
            """
            1 wrong-value /holdout: '120%' is not a percentage or none.
            2 duration /kpi/window: '7d' is not a duration.
            """);
    Catalog.journey("holdout: 12.25%\n").says("");
  }
}
