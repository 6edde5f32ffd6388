package dev.throughline.bench;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The machine that a figure was measured on; without it a figure says nothing.
final class Machine {
  private static final int STEAL = 8;

  private Machine() {}

  static Fields describe() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("cpu", Value.of(first("/proc/cpuinfo", "model name")));
    values.put("cores", Value.of((long) Runtime.getRuntime().availableProcessors()));
    values.put("memory", Value.of(first("/proc/meminfo", "MemTotal")));
    values.put("heap_mib", Value.of(Runtime.getRuntime().maxMemory() >> 20));
    values.put("jdk", Value.of(System.getProperty("java.vm.version", "unknown")));
    values.put("os", Value.of(System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    return new Fields(values);
  }

  /// For how long, over all cores and since it started, this machine could have worked and its host
  /// did something else: the column `steal` of the kernel's `/proc/stat`, in hundredths of a second
  /// there. Empty where nobody says.
  static OptionalLong stolenMillis() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      return lines
          .filter(line -> line.startsWith("cpu "))
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > STEAL)
          .mapToLong(columns -> Long.parseLong(columns[STEAL]) * 10)
          .findFirst();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  /// What a file of the Linux kernel says under `name`; `unknown` elsewhere.
  private static String first(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
