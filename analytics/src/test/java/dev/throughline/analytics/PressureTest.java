package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How much people get, and from how many sides.
class PressureTest {
  @Test
  void pressureIsMessagesPerPersonAndWeek() {
    record PersonWeek(String person, LocalDate monday) {}
    Map<PersonWeek, Long> weeks =
        Shop.counted(
            Shop.facts(What.MessageDecided.class)
                .filter(fact -> ((What.MessageDecided) fact.what()).outcome().equals("sent"))
                .map(fact ->
                    new PersonWeek(
                        fact.customer().value(),
                        LocalDate.ofInstant(fact.at(), Shop.ZONE)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)))));

    assertThat(
            Pressure.histogram(Shop.WAREHOUSE, Range.ALL, Shop.ZONE).stream()
                .collect(Collectors.toMap(Pressure::messages, Pressure::personWeeks)))
        .isEqualTo(Shop.counted(weeks.values().stream()));
  }

  @Test
  void journeysOverlapInThoseWhoAreInBothAtOnce() {
    record Stay(String person, Instant from, Instant until) {}
    Map<String, List<Stay>> stays = new TreeMap<>();
    for (String journey : Shop.JOURNEYS) {
      for (List<Fact> run : Shop.runs(journey)) {
        boolean over = run.getLast().what() instanceof What.JourneyExited;
        stays
            .computeIfAbsent(journey, _ -> new ArrayList<>())
            .add(
                new Stay(
                    run.getFirst().customer().value(),
                    run.getFirst().at(),
                    over ? run.getLast().at() : Range.ALL.until()));
      }
    }
    Set<String> both = new HashSet<>();
    for (Stay one : stays.getOrDefault("review", List.of())) {
      for (Stay two : stays.getOrDefault("second-order", List.of())) {
        if (one.person.equals(two.person)
            && !one.from.isAfter(two.until)
            && !two.from.isAfter(one.until)) {
          both.add(one.person);
        }
      }
    }

    assertThat(Pressure.overlaps(Shop.WAREHOUSE, Range.ALL))
        .contains(new Pressure.Overlap("review", "second-order", both.size()));
  }
}
