package dev.throughline.codec.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Circles in what leads to what.
final class Circles {
  private final Map<String, Set<String>> next;
  private final Set<String> left;

  private Circles(Map<String, Set<String>> next) {
    this.next = next;
    this.left = new TreeSet<>(next.keySet());
  }

  /// Circles that share nothing, until none is left. What leads into no circle falls away from its
  /// end; in what stays, any walk runs into one.
  static List<List<String>> of(Map<String, Set<String>> next) {
    Circles circles = new Circles(next);
    List<List<String>> found = new ArrayList<>();
    circles.dropDeadEnds();
    while (!circles.left.isEmpty()) {
      List<String> circle = circles.walk();
      found.add(circle);
      circle.forEach(circles.left::remove);
      circles.dropDeadEnds();
    }
    return found;
  }

  private void dropDeadEnds() {
    boolean dropped = true;
    while (dropped) {
      dropped = left.removeIf(at -> after(at).isEmpty());
    }
  }

  private List<String> after(String at) {
    return next.getOrDefault(at, Set.of()).stream().filter(left::contains).toList();
  }

  private List<String> walk() {
    List<String> walk = new ArrayList<>();
    String at = left.iterator().next();
    while (!walk.contains(at)) {
      walk.add(at);
      at = after(at).getFirst();
    }
    return List.copyOf(walk.subList(walk.indexOf(at), walk.size()));
  }
}
