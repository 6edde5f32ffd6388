package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Family;
import dev.throughline.runtime.Store;
import dev.throughline.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsStoreTest {
  private static final Family[] FAMILIES = Family.values();
  private static final byte[] LETTERS = {-1, -128, 0, 1, 127};
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path folder;

  /// A store in a task: cached, logged, on disk.
  private TopologyTestDriver task(int cacheBytes) {
    Topology topology = new Topology();
    topology.addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic");
    topology.addProcessor("processor", () -> new Idle(), "source");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingEnabled(),
        "processor");
    Properties settings = new Properties();
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
    return new TopologyTestDriver(topology, settings);
  }

  private static final class Idle implements Processor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }

  private static StreamsStore store(TopologyTestDriver task) {
    KeyValueStore<Bytes, byte[]> store = task.getKeyValueStore("store");
    return new StreamsStore(store);
  }

  /// Small caches are written out in the middle of everything.
  @Seeds(60)
  void aStoreIsASortedMapForEachFamily(long seed, SplittableRandom random) {
    Map<Family, NavigableMap<byte[], byte[]>> model = new EnumMap<>(Family.class);
    try (TopologyTestDriver task = task(random.nextBoolean() ? 3_000 : 1 << 20)) {
      StreamsStore store = store(task);
      for (int step = 0; step < 60; step++) {
        change(random, store, model);
        Family family = family(random);
        NavigableMap<byte[], byte[]> expected = of(model, family);
        byte[] key = key(random);
        assertThat(store.get(family, key)).isEqualTo(expected.get(key));
        List<byte[]> keys = Stream.generate(() -> key(random)).limit(5).toList();
        assertThat(store.get(family, keys))
            .containsExactly(keys.stream().map(expected::get).toArray(byte[][]::new));
        walks(random, store, family, expected);
      }
    }
  }

  private static NavigableMap<byte[], byte[]> of(
      Map<Family, NavigableMap<byte[], byte[]>> model, Family family) {
    return model.computeIfAbsent(family, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private static void change(
      SplittableRandom random, Store store, Map<Family, NavigableMap<byte[], byte[]>> model) {
    try (Store.Batch batch = random.nextBoolean() ? store.batch() : store.largeBatch()) {
      boolean written = random.nextInt(5) > 0;
      for (int i = random.nextInt(40); i > 0; i--) {
        Family family = family(random);
        byte[] key = key(random);
        byte[] value = new byte[random.nextInt(30)];
        random.nextBytes(value);
        boolean put = random.nextInt(3) > 0;
        if (put) {
          batch.put(family, key, value);
        } else {
          batch.delete(family, key);
        }
        NavigableMap<byte[], byte[]> of = of(model, family);
        if (written && put) {
          of.put(key, value);
        } else if (written) {
          of.remove(key);
        }
      }
      if (written) {
        batch.write();
      }
    }
  }

  private static void walks(
      SplittableRandom random, Store store, Family family, NavigableMap<byte[], byte[]> expected) {
    byte[] from = key(random);
    byte[] to = random.nextInt(4) == 0 ? new byte[] {-1} : key(random);
    int most = random.nextInt(3) == 0 ? random.nextInt(1, 4) : Integer.MAX_VALUE;
    List<String> forth = new ArrayList<>();
    store.walk(family, from, to, (key, value) -> meet(forth, key, value, most));
    assertThat(forth)
        .isEqualTo(
            Arrays.compareUnsigned(from, to) >= 0
                ? List.of()
                : lines(expected.subMap(from, true, to, false), most));
    List<String> back = new ArrayList<>();
    store.walkBack(family, from, (key, value) -> meet(back, key, value, most));
    assertThat(back).isEqualTo(lines(expected.headMap(from, true).descendingMap(), most));
  }

  private static boolean meet(List<String> lines, byte[] key, byte[] value, int most) {
    lines.add(line(key, value));
    return lines.size() < most;
  }

  private static List<String> lines(Map<byte[], byte[]> part, int most) {
    return part.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .limit(most)
        .toList();
  }

  private static String line(byte[] key, byte[] value) {
    return HEX.formatHex(key) + "=" + HEX.formatHex(value);
  }

  private static Family family(SplittableRandom random) {
    // Mostly the same ones, so that they fill more than a page.
    return random.nextBoolean() ? Family.TIMERS : FAMILIES[random.nextInt(FAMILIES.length)];
  }

  private static byte[] key(SplittableRandom random) {
    byte[] key = new byte[random.nextInt(5)];
    for (int i = 0; i < key.length; i++) {
      key[i] = LETTERS[random.nextInt(LETTERS.length)];
    }
    return key;
  }

  /// What a visit writes and reads makes the cache write itself out below the walk.
  @Test
  void aWalkMissesNothingWhileOthersAreWritten() {
    try (TopologyTestDriver task = task(4_000)) {
      StreamsStore store = store(task);
      try (Store.Batch batch = store.batch()) {
        for (int i = 0; i < 300; i++) {
          batch.put(Family.PEOPLE, new byte[] {(byte) (i / 100), (byte) (i % 100)}, new byte[8]);
        }
        batch.write();
      }
      List<byte[]> met = new ArrayList<>();
      store.walk(
          Family.PEOPLE,
          new byte[0],
          new byte[] {-1},
          (key, _) -> {
            met.add(key);
            try (Store.Batch batch = store.batch()) {
              batch.put(Family.META, key, new byte[200]);
              batch.write();
            }
            return true;
          });
      assertThat(met).hasSize(300);
    }
  }

  /// They are in the keys of every store that there is.
  @Test
  void theNumbersOfTheFamiliesNeverChange() {
    List<String> numbers = new ArrayList<>();
    for (Family family : FAMILIES) {
      numbers.add(StreamsStore.number(family) + " " + family);
    }
    assertThat(numbers)
        .containsExactlyInAnyOrder(
            "1 META",
            "2 PEOPLE",
            "3 IDENTITY",
            "4 TIMERS",
            "5 SEEN",
            "6 IMPORTED",
            "7 LETTERS",
            "8 OPEN",
            "9 LETTERS_OF",
            "10 DEAD",
            "11 COMPONENT_OF",
            "12 COMPONENTS",
            "13 MEMBERS",
            "14 HELD",
            "15 ARRIVED",
            "16 MOVED",
            "17 DECIDED");
  }
}
