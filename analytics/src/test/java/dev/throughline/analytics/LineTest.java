package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Streams and timelines go on from where one stopped.
class LineTest {
  @Test
  void factsStreamByFilterFromWhereOneStopped() {
    List<Line> lines = new ArrayList<>();
    Line.Filter filter =
        new Line.Filter(null, "win-back", Set.of("journey.exited"), "goal", Range.ALL);
    for (List<Line> page = Line.facts(Shop.WAREHOUSE, filter, -1, 100);
        !page.isEmpty();
        page = Line.facts(Shop.WAREHOUSE, filter, page.getLast().position(), 100)) {
      lines.addAll(page);
    }

    assertThat(lines)
        .extracting(Line::json)
        .containsExactlyElementsOf(
            Shop.facts(What.JourneyExited.class)
                .filter(fact ->
                    fact.what() instanceof What.JourneyExited(var place, _, String reason, _)
                        && place.journey().equals("win-back")
                        && reason.equals("goal"))
                .map(FactLine::write)
                .toList());
  }

  @Test
  void aTimelineIsOnePersonsFactsPageByPage() {
    List<Line> lines = new ArrayList<>();
    Set<String> kinds = Set.of("journey.entered", "journey.exited", "message.decided");
    for (List<Line> page = Line.timeline(Shop.WAREHOUSE, "00002", kinds, null, 2);
        !page.isEmpty();
        page = Line.timeline(Shop.WAREHOUSE, "00002", kinds, page.getLast().cursor(), 2)) {
      lines.addAll(page);
    }

    assertThat(lines)
        .hasSizeGreaterThan(3)
        .hasSize(
            Math.toIntExact(
                Shop.FACTS.stream()
                    .filter(fact -> fact.customer().value().equals("00002"))
                    .filter(fact -> kinds.contains(fact.what().kind()))
                    .count()))
        .isSortedAccordingTo(
            Comparator.comparing(Line::at).thenComparingLong(Line::position).reversed());
  }

  @Test
  void theLiveStreamShowsTheNewest() {
    List<Line> lines = Line.latest(Shop.WAREHOUSE, -1, 50);

    assertThat(lines)
        .extracting(Line::json)
        .containsExactlyElementsOf(
            Shop.FACTS.subList(Shop.FACTS.size() - 50, Shop.FACTS.size()).stream()
                .map(FactLine::write)
                .toList());
    assertThat(Line.latest(Shop.WAREHOUSE, lines.get(48).position(), 50))
        .containsExactly(lines.get(49));
  }
}
