package dev.throughline.laws;

import dev.throughline.codec.json.EventLine;
import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The lines of a case by person: ids that anything in the file could make one are together.
final class Crowd {
  private final Map<String, String> parents = new TreeMap<>();

  private Crowd() {}

  /// The groups in the order of their first line, each with its lines in the order of the file.
  static List<List<String>> of(List<String> lines) {
    Crowd crowd = new Crowd();
    for (String line : lines) {
      List<String> ids = ids(line);
      ids.forEach(id -> crowd.join(ids.getFirst(), id));
    }
    Map<String, List<String>> groups = new java.util.LinkedHashMap<>();
    for (String line : lines) {
      String root = crowd.root(ids(line).getFirst());
      groups.computeIfAbsent(root, _ -> new ArrayList<>()).add(line);
    }
    return List.copyOf(groups.values());
  }

  /// The groups in which every line names the same one id, so that nothing is ever joined.
  static List<List<String>> single(List<String> lines) {
    return of(lines).stream()
        .filter(
            group -> group.stream().flatMap(line -> named(line).stream()).distinct().count() == 1)
        .toList();
  }

  private static List<String> named(String line) {
    return ids(line).stream().filter(id -> !id.contains("=")).toList();
  }

  private static List<String> ids(String line) {
    List<String> ids = new ArrayList<>();
    switch (EventLine.parse(line)) {
      case EventLine.Parsed.Ok(Event event) -> {
        add(ids, "user:", event.userId());
        add(ids, "anonymous:", event.anonymousId());
        if (event.previousId() != null) {
          add(ids, "user:", event.previousId());
          add(ids, "anonymous:", event.previousId());
        }
        add(ids, "email=", event.traits().text("email"));
        add(ids, "phone=", event.traits().text("phone"));
      }
      case EventLine.Parsed.Start start -> {
        add(ids, "user:", start.userId());
        add(ids, "anonymous:", start.anonymousId());
      }
      case EventLine.Parsed.Wrong wrong -> throw new IllegalStateException(wrong + " in " + line);
    }
    return ids;
  }

  private static void add(
      List<String> ids, String namespace, @org.jspecify.annotations.Nullable String id) {
    if (id != null && !id.isEmpty()) {
      ids.add(namespace + id);
    }
  }

  private String root(String id) {
    String at = id;
    for (String up = parents.get(at); up != null && !up.equals(at); up = parents.get(at)) {
      at = up;
    }
    return at;
  }

  private void join(String a, String b) {
    parents.putIfAbsent(a, a);
    parents.putIfAbsent(b, b);
    parents.put(root(a), root(b));
  }
}
