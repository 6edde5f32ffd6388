package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a journey's screen shows is what happened to its runs.
class JourneyMetricsTest {
  @Test
  void aJourneysEdgesAreTheMovesOfItsRuns() {
    for (String journey : Shop.JOURNEYS) {
      List<JourneyMetrics.Edge> moves = new ArrayList<>();
      for (List<Fact> run : Shop.runs(journey)) {
        for (int i = 1; i < run.size(); i++) {
          if (Shop.within(run.get(i).at())) {
            moves.add(new JourneyMetrics.Edge(stepOf(run.get(i - 1)), stepOf(run.get(i)), 0));
          }
        }
      }
      JourneyMetrics metrics =
          JourneyMetrics.of(
              Shop.WAREHOUSE, journey, new Range(Shop.SPRING, Shop.SUMMER), Shop.ZONE);

      assertThat(metrics.edges())
          .containsExactlyInAnyOrderElementsOf(
              Shop.counted(moves.stream()).entrySet().stream()
                  .map(edge ->
                      new JourneyMetrics.Edge(
                          edge.getKey().from(), edge.getKey().to(), edge.getValue()))
                  .toList());
    }
  }

  @Test
  void whoArrivedAtAStepLeftItOrIsThere() {
    for (String journey : Shop.JOURNEYS) {
      JourneyMetrics metrics = JourneyMetrics.of(Shop.WAREHOUSE, journey, Range.ALL, Shop.ZONE);

      assertThat(metrics.steps())
          .isNotEmpty()
          .allSatisfy(step -> {
            assertThat(step.arrived()).isEqualTo(step.left() + step.here());
            assertThat(Value.of(step.arrived()))
                .isEqualTo(Shop.reported("journeys", journey, "steps", step.step(), "arrivals"));
            assertThat(everyone(journey, step.step())).hasSize(Math.toIntExact(step.here()));
          });
      assertThat(Value.of(metrics.entered()))
          .isEqualTo(Shop.reported("journeys", journey, "entered"));
      assertThat(Value.of(metrics.hereNow()))
          .isEqualTo(Shop.reported("journeys", journey, "still_in"));
      assertThat(fields(metrics.exits(), JourneyMetrics.Exit::reason, JourneyMetrics.Exit::count))
          .isEqualTo(Shop.reported("journeys", journey, "exited_by_reason"));
      assertThat(fields(metrics.rejected(), Count::name, Count::count))
          .isEqualTo(Shop.reported("journeys", journey, "rejected_by_reason"));
      assertThat(fields(metrics.enteredByArm(), Count::name, Count::count))
          .isEqualTo(Shop.reported("journeys", journey, "entered_by_arm"));
    }
  }

  /// Page by page, so that the cursor is held to it.
  private static List<PersonHere> everyone(String journey, String step) {
    List<PersonHere> people = new ArrayList<>();
    for (List<PersonHere> page = PersonHere.at(Shop.WAREHOUSE, journey, step, null, 3);
        !page.isEmpty();
        page = PersonHere.at(Shop.WAREHOUSE, journey, step, page.getLast(), 3)) {
      people.addAll(page);
    }
    assertThat(people)
        .isSortedAccordingTo(
            Comparator.comparing(PersonHere::since).thenComparing(PersonHere::instance))
        .doesNotHaveDuplicates();
    return people;
  }

  private static <T> Fields fields(
      List<T> rows, Function<T, String> name, Function<T, Long> count) {
    return new Fields(
        rows.stream().collect(Collectors.toMap(name, row -> Value.of((long) count.apply(row)))));
  }

  @Test
  void halfOfThoseWhoReachTheGoalDoSoWithinTheMedian() {
    List<Duration> times = new ArrayList<>();
    for (List<Fact> run : Shop.runs("win-back")) {
      if (run.getLast().what() instanceof What.JourneyExited(_, _, String reason, _)
          && reason.equals("goal")) {
        times.add(Duration.between(run.getFirst().at(), run.getLast().at()));
      }
    }
    times.sort(Comparator.naturalOrder());
    JourneyMetrics metrics = JourneyMetrics.of(Shop.WAREHOUSE, "win-back", Range.ALL, Shop.ZONE);

    assertThat(metrics.exits())
        .filteredOn(exit -> exit.reason().equals("goal"))
        .extracting(JourneyMetrics.Exit::medianTime)
        .containsExactly(times.get((times.size() - 1) / 2));
    assertThat(metrics.completionRate()).isBetween(0.0, 1.0);
  }

  @Test
  void aJourneysDaysAreThoseOfTheZone() {
    Map<LocalDate, Long> entries =
        Shop.counted(
            Shop.facts(What.JourneyEntered.class)
                .filter(
                    fact -> ((What.JourneyEntered) fact.what()).place().journey().equals("review"))
                .map(fact -> LocalDate.ofInstant(fact.at(), Shop.ZONE)));
    JourneyMetrics metrics = JourneyMetrics.of(Shop.WAREHOUSE, "review", Range.ALL, Shop.ZONE);

    assertThat(
            metrics.days().stream()
                .filter(day -> day.entered() > 0)
                .collect(Collectors.toMap(JourneyMetrics.Day::day, JourneyMetrics.Day::entered)))
        .isEqualTo(entries);
    assertThat(metrics.days().stream().mapToLong(JourneyMetrics.Day::exited).sum())
        .isEqualTo(metrics.ended());
  }

  private static @Nullable String stepOf(Fact fact) {
    return fact.what() instanceof What.JourneyStep step ? step.step() : null;
  }
}
