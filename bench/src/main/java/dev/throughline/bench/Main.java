package dev.throughline.bench;

import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// `bench [NAME]`: runs one benchmark, or all; each prints one line of JSON.
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    SequencedMap<String, Callable<Fields>> benchmarks = new LinkedHashMap<>();
    benchmarks.put("engine", EngineBench::measure);
    benchmarks.put("simulate", SimulateBench::measure);
    List<String> names = List.of(args);
    if (names.contains("--help") || names.contains("-h")) {
      System.out.println(usage(benchmarks));
      return;
    }
    if (names.size() > 1 || !benchmarks.keySet().containsAll(names)) {
      System.err.println(usage(benchmarks));
      System.exit(2);
    }
    for (String name : names.isEmpty() ? List.copyOf(benchmarks.keySet()) : names) {
      TreeMap<String, Value> values = new TreeMap<>(benchmarks.get(name).call().values());
      values.put("bench", Value.of(name));
      values.put("machine", Machine.describe());
      System.out.println(JsonValues.write(new Fields(values)));
    }
  }

  private static String usage(SequencedMap<String, Callable<Fields>> benchmarks) {
    return "Usage: throughline bench [%s]\nRuns one benchmark, or all; each ends in one JSON line."
        .formatted(String.join("|", benchmarks.keySet()));
  }
}
