package dev.throughline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.testkit.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static final int MAX_FIELDS = 20;

  @Seeds(200)
  void fieldsAreAMapInTheOrderOfTheirNames(long seed, SplittableRandom random) {
    TreeMap<String, Value> map = new TreeMap<>();
    for (int i = random.nextInt(MAX_FIELDS); i > 0; i--) {
      map.put(name(random), Value.of((long) i));
    }
    Fields fields = new Fields(map);
    assertThat(fields.values()).isEqualTo(map).hasSameHashCodeAs(map).hasToString(map.toString());
    assertThat(fields.values().keySet()).containsExactlyElementsOf(map.keySet());
    List<String> visited = new ArrayList<>();
    fields.values().forEach((name, _) -> visited.add(name));
    assertThat(visited).containsExactlyElementsOf(map.keySet());
    for (int i = 0; i < MAX_FIELDS; i++) {
      String name = name(random);
      assertThat(fields.get(name)).isEqualTo(map.getOrDefault(name, Nothing.NOTHING));
      assertThat(fields.values().containsKey(name)).isEqualTo(map.containsKey(name));
    }
  }

  @Test
  void theOrderIsThatOfTheNamesWhateverTheMapWasSortedBy() {
    TreeMap<String, Value> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.put("a", Value.of(1));
    backwards.put("b", Value.of(2));
    assertThat(new Fields(backwards).values().keySet()).containsExactly("a", "b");
  }

  @Test
  void fieldsCannotBeChanged() {
    TreeMap<String, Value> map = new TreeMap<>(Map.of("a", Value.of(1)));
    Map<String, Value> values = new Fields(map).values();
    map.clear();
    assertThat(values).hasSize(1);
    assertThatThrownBy(() -> values.put("b", Value.of(2)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> values.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    Iterator<String> names = values.keySet().iterator();
    names.next();
    assertThatThrownBy(names::next).isInstanceOf(NoSuchElementException.class);
  }

  private static String name(SplittableRandom random) {
    return Character.toString('a' + random.nextInt(26)) + random.nextInt(2);
  }
}
