package dev.throughline.analytics;

import static dev.throughline.analytics.Told.event;
import static dev.throughline.analytics.Told.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact.What;
import dev.throughline.testkit.Seeds;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// However merges, names, segments and erasures follow each other, and wherever one batch ends and
/// the next begins, everyone is in the segments that they would be in if each were told alone.
class NamesLawTest {
  private static final int STEPS = 60;
  private static final List<String> SEGMENTS = List.of("new", "vip");

  /// People as plain maps: who exists, what they are in, whose every earlier name is.
  private static final class Crowd {
    final TreeMap<String, Set<String>> segments = new TreeMap<>();
    final Map<String, String> nowCalled = new HashMap<>();
    final List<NumberedFact> facts = new ArrayList<>();
    final List<NumberedEvent> events = new ArrayList<>();
    private int born;

    void step(long number, SplittableRandom random) {
      switch (random.nextInt(8)) {
        case 0, 1 -> segments.put("p" + born++, new TreeSet<>());
        case 2 -> merge(number, random);
        case 3 -> rename(number, random);
        case 4 -> erase(number, random);
        default -> change(number, random);
      }
    }

    private void change(long number, SplittableRandom random) {
      if (!segments.isEmpty()) {
        String person = anyone(random);
        String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
        boolean in = in(person).add(segment);
        if (!in) {
          in(person).remove(segment);
        }
        facts.add(
            fact(
                number,
                person,
                in ? new What.SegmentEntered(segment) : new What.SegmentLeft(segment)));
      }
    }

    private void merge(long number, SplittableRandom random) {
      if (segments.size() > 1) {
        String winner = anyone(random);
        String loser = anyone(random);
        if (!winner.equals(loser)) {
          in(winner).addAll(in(loser));
          became(loser, winner);
          facts.add(fact(number, winner, new What.Merged(new CustomerId(loser))));
        }
      }
    }

    private void rename(long number, SplittableRandom random) {
      if (!segments.isEmpty()) {
        String before = anyone(random);
        String after = "p" + born++;
        segments.put(after, in(before));
        became(before, after);
        events.add(event(number, after, before, "Signed Up"));
      }
    }

    private void erase(long number, SplittableRandom random) {
      if (!segments.isEmpty()) {
        String person = anyone(random);
        segments.remove(person);
        nowCalled.values().removeIf(person::equals);
        facts.add(fact(number, person, new What.Erased()));
      }
    }

    private void became(String before, String after) {
      segments.remove(before);
      nowCalled.replaceAll((_, called) -> called.equals(before) ? after : called);
      nowCalled.put(before, after);
    }

    private String anyone(SplittableRandom random) {
      return List.copyOf(segments.keySet()).get(random.nextInt(segments.size()));
    }

    private Set<String> in(String person) {
      return segments.getOrDefault(person, new TreeSet<>());
    }
  }

  @Seeds(40)
  void membersAndNamesDoNotDependOnWhereBatchesEnd(long seed, SplittableRandom random) {
    Crowd crowd = new Crowd();
    for (long number = 1; number <= STEPS; number++) {
      crowd.step(number, random);
    }
    try (Warehouse warehouse = Warehouse.inMemory()) {
      long end = 0;
      while (end < STEPS) {
        end += 1 + random.nextInt(STEPS);
        long upTo = end;
        warehouse.append(
            crowd.facts.stream().filter(fact -> fact.number() <= upTo).toList(),
            crowd.events.stream().filter(event -> event.number() <= upTo).toList());
      }

      assertThat(members(warehouse))
          .isEqualTo(
              crowd.segments.entrySet().stream()
                  .flatMap(person ->
                      person.getValue().stream().map(segment -> segment + " " + person.getKey()))
                  .sorted()
                  .toList());
      assertThat(names(warehouse)).isEqualTo(new TreeMap<>(crowd.nowCalled));
      for (String segment : SEGMENTS) {
        List<SegmentSize.Day> days =
            SegmentSize.daily(warehouse, segment, Range.ALL, ZoneOffset.UTC);
        assertThat(days.isEmpty() ? 0 : days.getLast().people())
            .isEqualTo(SegmentSize.of(warehouse, segment));
      }
    }
  }

  private static List<String> members(Warehouse warehouse) {
    return SEGMENTS.stream()
        .flatMap(segment ->
            SegmentSize.members(warehouse, segment, "", 100).stream()
                .map(member -> segment + " " + member.person()))
        .toList();
  }

  private static Map<String, String> names(Warehouse warehouse) {
    Map<String, String> names = new TreeMap<>();
    warehouse.read(query ->
        query.rows(
            "select name, person from names order by position",
            row -> String.valueOf(names.put(row.text(1), row.text(2)))));
    return names;
  }
}
