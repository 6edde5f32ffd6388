package dev.throughline.http;

import dev.throughline.analytics.PersonRow;
import dev.throughline.analytics.PersonRow.Called;
import dev.throughline.analytics.Warehouse;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What people are called, remembered for a while.
final class CalledNames {
  private static final int MAX_REMEMBERED = 10_000;
  private static final long FRESH_NS = 60_000_000_000L;

  private final Warehouse warehouse;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  private record Known(@Nullable String name, long atNs) {}

  CalledNames(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// The names of those who have one.
  synchronized Map<String, String> of(Collection<String> people) {
    long now = System.nanoTime();
    Set<String> asked = new TreeSet<>();
    for (String person : people) {
      Known remembered = known.get(person);
      if (remembered == null || now - remembered.atNs > FRESH_NS) {
        asked.add(person);
      }
    }
    Map<String, Called> called = PersonRow.called(warehouse, asked);
    for (String person : asked) {
      Called found = called.get(person);
      known.remove(person);
      known.put(person, new Known(found == null ? null : found.name(), now));
    }
    Map<String, String> names = new HashMap<>();
    for (String person : people) {
      Known remembered = known.get(person);
      if (remembered != null && remembered.name != null) {
        names.put(person, remembered.name);
      }
    }
    return names;
  }
}
