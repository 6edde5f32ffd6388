package dev.throughline.rules;

import static dev.throughline.rules.Orders.ORDER;
import static dev.throughline.rules.Orders.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.CustomerLine;
import dev.throughline.story.Story;
import dev.throughline.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// I2: in whatever order people are joined, the same person results.
class I2OrderTest {
  private static final List<String> PEOPLE = List.of("~a1", "~a2", "~a3", "ann");

  private static final String DOCUMENTS =
      ORDER
          + """
          ---
          kind: identity
          key: ids
          name: Ids
          namespaces: [email]
          survivorship: { visits: sum, first_seen: min, best: max, city: non_empty, source: oldest }
          ---
          kind: segment
          key: keen
          name: Keen
          when: "count('Viewed', 'P7D') >= 3"
          ---
          """
          + OneSend.policy("caps: [ { purpose: marketing, max: 3, per: P7D } ]")
          + OneSend.later("walk", "Viewed", "P4D", "in_app", "holdout: 50%", "priority: 40")
          + OneSend.journey("promo", "Promo", "in_app", "holdout: 50%", "priority: 60")
          + OneSend.later("keen-walk", "Order Completed", "P9D", "in_app");

  private static String lives(SplittableRandom random) {
    StringBuilder events = new StringBuilder();
    Instant at = Instant.parse("2026-03-02T00:00:00Z");
    for (int i = 0; i < 30; i++) {
      at = at.plusSeconds(random.nextInt(1, 20_000));
      String who = PEOPLE.get(random.nextInt(PEOPLE.size()));
      int number = random.nextInt(1, 9);
      events.append(
          switch (random.nextInt(8)) {
            case 0 -> visit(at.toString(), who, "source" + number % 3);
            case 1 ->
                "%s %s Order Completed {\"order_id\": \"o%d\", \"total\": %d.55, \"currency\": \"EUR\"}\n"
                    .formatted(at, who, number, number);
            case 2 ->
                "%s %s identify {\"visits\": %d, \"first_seen\": %d, \"best\": %d, \"city\": \"%s\", \"source\": \"s%d\", \"plan\": \"p%d\"}\n"
                    .formatted(
                        at,
                        who,
                        number,
                        number,
                        number,
                        number < 4 ? "" : "c" + number,
                        number,
                        number);
            case 3 -> "%s %s Promo\n".formatted(at, who);
            case 4 ->
                "%s %s %s {\"channel\": \"%s\"}\n"
                    .formatted(
                        at,
                        who,
                        number < 7 ? "Subscribed" : "Unsubscribed",
                        number % 2 == 0 ? "in_app" : "email");
            default -> "%s %s Viewed {\"price\": %d}\n".formatted(at, who, number);
          });
    }
    return events.toString();
  }

  @Seeds(60)
  void i2TheOrderOfMergesDoesNotMatter(long seed, SplittableRandom random) {
    String lives = lives(random);
    List<String> meetings =
        new ArrayList<>(
            List.of("~a1+ann identify {}", "~a2+ann identify {}", "~a3+ann identify {}"));
    String after = "2026-03-20T10:00:00Z ann Viewed {\"price\": 1}\n";
    String straight = end(lives, meetings, after);
    meetings.addFirst(meetings.removeLast());
    assertThat(end(lives, meetings, after)).as("seed %d", seed).isEqualTo(straight);
    // Two visitors are found to be one before either is known.
    assertThat(
            end(
                lives,
                List.of("~a2 alias a1", "~a3+ann identify {}", "~a2+ann identify {}"),
                after))
        .as("seed %d", seed)
        .isEqualTo(straight);
  }

  /// The person as the stories end: all but how it was told.
  private static String end(String lives, List<String> meetings, String after) {
    StringBuilder events = new StringBuilder(lives);
    meetings.forEach(
        meeting -> events.append("2026-03-10T10:00:00Z ").append(meeting).append('\n'));
    var people =
        Story.given(DOCUMENTS)
            .when(events + after)
            .until("2026-03-30T00:00:00Z")
            .end(new ArrayList<>())
            .people();
    assertThat(people).hasSize(1);
    return CustomerLine.write(people.getFirst())
        .replaceAll(",\"facts\":\\d+", "")
        .replaceAll("\"revision\":\\d+,", "");
  }
}
