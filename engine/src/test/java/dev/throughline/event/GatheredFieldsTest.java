package dev.throughline.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Value.Fields;
import dev.throughline.testkit.Seeds;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatheredFieldsTest {
  @Seeds(200)
  void fieldsComeOutInTheOrderOfTheirNamesHoweverTheyCame(long seed, SplittableRandom random) {
    Value.Gathered gathered = new Value.Gathered();
    TreeMap<String, Value> sorted = new TreeMap<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      String name = Integer.toString(random.nextInt(80), 36);
      Value value = Value.of((long) i);
      boolean isNew = !sorted.containsKey(name);
      assertThat(gathered.put(name, value)).isEqualTo(isNew);
      sorted.putIfAbsent(name, value);
    }
    assertThat(gathered.fields()).isEqualTo(new Fields(sorted));
    assertThat(gathered.fields().values().keySet()).containsExactlyElementsOf(sorted.keySet());
  }

  @Test
  void withoutAnyThereAreNoFields() {
    assertThat(new Value.Gathered().fields()).isSameAs(Fields.EMPTY);
  }
}
