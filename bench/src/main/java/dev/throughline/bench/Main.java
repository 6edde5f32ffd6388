package dev.throughline.bench;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.List;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/// `bench [NAME]`: runs one benchmark, or all; each prints one line of JSON.
public final class Main {
  private static final List<String> NAMES = List.of("engine", "simulate", "ingest");

  private Main() {}

  public static void main(String[] args) throws RunnerException {
    List<String> names = List.of(args);
    if (names.contains("--help") || names.contains("-h")) {
      System.out.println(usage());
      return;
    }
    if (names.size() > 1 || !NAMES.containsAll(names)) {
      System.err.println(usage());
      System.exit(2);
    }
    for (String name : names.isEmpty() ? NAMES : names) {
      TreeMap<String, Value> values = new TreeMap<>(measure(name).values());
      values.put("bench", Value.of(name));
      values.put("machine", Machine.describe());
      System.out.println(JsonValues.write(new Fields(values)));
    }
  }

  private static Fields measure(String name) throws RunnerException {
    return switch (name) {
      case "engine" -> EngineBench.measure();
      case "simulate" -> SimulateBench.measure();
      case "ingest" -> IngestBench.measure();
      default -> throw new IllegalStateException("There is no benchmark " + name);
    };
  }

  private static String usage() {
    return "Usage: throughline bench [%s]\nRuns one benchmark, or all; each ends in one JSON line."
        .formatted(String.join("|", NAMES));
  }
}
