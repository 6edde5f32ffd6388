package dev.throughline.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A store that is gone with the process, and outlives whoever works on it in a test.
final class MemoryStore implements Store {
  private final Map<Family, NavigableMap<byte[], byte[]>> families = new EnumMap<>(Family.class);

  private NavigableMap<byte[], byte[]> of(Family family) {
    return families.computeIfAbsent(family, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private final class Changes implements Batch {
    private final List<Runnable> changes = new ArrayList<>();

    @Override
    public void put(Family family, byte[] key, byte[] value) {
      changes.add(() -> of(family).put(key, value));
    }

    @Override
    public void delete(Family family, byte[] key) {
      changes.add(() -> of(family).remove(key));
    }

    @Override
    public void write() {
      changes.forEach(Runnable::run);
      changes.clear();
    }

    @Override
    public void close() {}
  }

  @Override
  public Batch batch() {
    return new Changes();
  }

  @Override
  public Batch largeBatch() {
    return new Changes();
  }

  @Override
  public byte @Nullable [] get(Family family, byte[] key) {
    return of(family).get(key);
  }

  @Override
  public List<byte @Nullable []> get(Family family, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>();
    keys.forEach(key -> values.add(get(family, key)));
    return values;
  }

  @Override
  public void walk(Family family, byte[] from, byte[] to, Visit visit) {
    visit(of(family).subMap(from, true, to, false), visit);
  }

  @Override
  public void walkBack(Family family, byte[] from, Visit visit) {
    visit(of(family).headMap(from, true).descendingMap(), visit);
  }

  private static void visit(NavigableMap<byte[], byte[]> part, Visit visit) {
    for (Map.Entry<byte[], byte[]> entry : List.copyOf(part.entrySet())) {
      if (!visit.meet(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}
}
