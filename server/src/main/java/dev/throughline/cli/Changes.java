package dev.throughline.cli;

import dev.throughline.codec.document.Document;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// How one catalog differs from another: documents that are new, changed or gone, and of those that
/// changed, every field.
record Changes(List<String> lines, int added, int changed, int removed) {
  static Changes between(List<Source> before, List<Source> after) {
    Map<String, Document> old = byName(before);
    Map<String, Document> young = byName(after);
    List<String> lines = new ArrayList<>();
    int added = 0;
    int changed = 0;
    int removed = 0;
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    for (String name : names) {
      Document was = old.get(name);
      Document is = young.get(name);
      if (was == null) {
        added++;
        lines.add("+ " + name);
      } else if (is == null) {
        removed++;
        lines.add("- " + name);
      } else {
        List<String> fields = new ArrayList<>();
        compare("", was.root().toValue(), is.root().toValue(), fields);
        if (!fields.isEmpty()) {
          changed++;
          lines.add("~ " + name);
          lines.addAll(fields);
        }
      }
    }
    return new Changes(lines, added, changed, removed);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// `1 new, 2 changed, 0 gone`
  String summary() {
    return "%d new, %d changed, %d gone".formatted(added, changed, removed);
  }

  private static Map<String, Document> byName(List<Source> sources) {
    Map<String, Document> byName = new TreeMap<>();
    Parsing.of(sources).documents().forEach(document -> byName.put(document.name(), document));
    return byName;
  }

  private static void compare(String path, Value was, Value is, List<String> lines) {
    if (was.equals(is)) {
      return;
    }
    if (was instanceof Fields old && is instanceof Fields young) {
      TreeSet<String> names = new TreeSet<>(old.values().keySet());
      names.addAll(young.values().keySet());
      for (String name : names) {
        compare(path.isEmpty() ? name : path + "." + name, old.get(name), young.get(name), lines);
      }
      return;
    }
    lines.add("    %s: %s -> %s".formatted(path, shown(was), shown(is)));
  }

  private static String shown(Value value) {
    return value.isNothing() ? "(nothing)" : JsonValues.write(value);
  }
}
