package dev.throughline.bench;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.json.FactLine;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.simulation.Arrival;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// 10,000 people through 90 days of `Shop`: parsing, engine, timers, facts as text and report,
/// everything but the disk. The first run is a cold one; the best of the later ones is what a
/// simulation costs that is run again and again while a journey is made.
final class SimulateBench {
  private static final int PEOPLE = 10_000;
  private static final int DAYS = 90;
  private static final int EVENTS = PEOPLE * 20;
  private static final int RUNS = 4;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private SimulateBench() {}

  /// @param characters of all facts, so that writing them is not optimised away
  private record Run(Duration took, long facts, long characters) {}

  static Fields measure() {
    Catalog catalog = Shop.catalog();
    List<String> lines = lines();
    Run first = run(catalog, lines);
    Run best = run(catalog, lines);
    for (int i = 2; i < RUNS; i++) {
      Run run = run(catalog, lines);
      best = run.took.compareTo(best.took) < 0 ? run : best;
    }
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("people", Value.of((long) PEOPLE));
    values.put("days", Value.of((long) DAYS));
    values.put("journeys", Value.of((long) Shop.JOURNEYS));
    values.put("segments", Value.of((long) Shop.SEGMENTS));
    values.put("events", Value.of((long) lines.size()));
    values.put("facts", Value.of(best.facts));
    values.put("fact_characters", Value.of(best.characters));
    values.put("seconds", Value.of(seconds(best.took)));
    values.put("seconds_first_run", Value.of(seconds(first.took)));
    values.put("facts_per_second", Value.of(best.facts * 1000 / best.took.toMillis()));
    values.put("events_per_second", Value.of(lines.size() * 1000L / best.took.toMillis()));
    return new Fields(values);
  }

  private static List<String> lines() {
    Traffic traffic = new Traffic(2, PEOPLE);
    List<String> lines = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      lines.add(Traffic.identify(person, START));
    }
    long step = Duration.ofDays(DAYS).toSeconds() / EVENTS;
    for (int i = 0; i < EVENTS; i++) {
      lines.add(traffic.mixed(START.plusSeconds(step * i)));
    }
    return lines;
  }

  private static Run run(Catalog catalog, List<String> lines) {
    long began = System.nanoTime();
    Report report = new Report(catalog.documents());
    long[] written = new long[2];
    List<Arrival> arrivals = new ArrayList<>();
    for (String line : lines) {
      arrivals.add(new Arrival.OfEvent(Traffic.event(line)));
    }
    Simulation simulation =
        new Simulation(
            catalog,
            fact -> {
              report.add(fact);
              written[0]++;
              written[1] += FactLine.write(fact).length();
            });
    Simulation.Ended ended = simulation.run(arrivals, START, START.plus(Duration.ofDays(DAYS)));
    Report.Reading reading =
        new Report.Reading(
            START,
            ended.clock(),
            lines.size(),
            0,
            ended.duplicates(),
            ended.mismatches(),
            ended.refusedLinks());
    report.fields(reading, ended.people());
    return new Run(Duration.ofNanos(System.nanoTime() - began), written[0], written[1]);
  }

  private static BigDecimal seconds(Duration took) {
    return BigDecimal.valueOf(took.toMillis(), 3).setScale(2, RoundingMode.HALF_EVEN);
  }
}
