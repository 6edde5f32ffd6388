package dev.throughline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk in memory that forgets, when the power is cut, whatever was not forced: bytes without
/// [Disk.File#force], names without [Disk#dirSync]. It also fills up, fails and takes short writes
/// when it is told to. All chance comes from the seed.
public final class SimDisk implements Disk {
  /// How a machine goes down.
  public enum Crash {
    /// The process dies; the machine still has all that was written.
    KILL,
    /// The power goes; what was written had reached the disk in order, up to somewhere.
    POWER_CUT_IN_ORDER,
    /// The power goes; what was written had reached the disk in any order, sector by sector.
    POWER_CUT_IN_ANY_ORDER
  }

  /// A name that appeared or went, and is not durable yet.
  private record Renaming(String name, @Nullable SimFile now) {}

  private static final int NEVER = -1;

  private final SplittableRandom random;
  private final TreeMap<String, SimFile> durable;
  private final TreeMap<String, SimFile> seen;
  private final List<Renaming> unsynced = new ArrayList<>();
  private long capacity = Long.MAX_VALUE;
  private boolean shortWrites;
  private int stepsToDeath = NEVER;
  private int forcesToFailure = NEVER;
  private int forces;

  public SimDisk(SplittableRandom random) {
    this(random, Map.of());
  }

  private SimDisk(SplittableRandom random, Map<String, SimFile> files) {
    this.random = random;
    this.durable = new TreeMap<>(files);
    this.seen = new TreeMap<>(files);
  }

  /// From now on the disk holds so many bytes.
  public synchronized void holdAtMost(long bytes) {
    capacity = bytes;
  }

  /// From now on a write may take only some of the bytes.
  public synchronized void writeShort() {
    shortWrites = true;
  }

  /// After so many more changes nothing reaches the disk any more.
  public synchronized void dieAfter(int steps) {
    stepsToDeath = steps;
  }

  /// After so many more forces one fails.
  public synchronized void failForceAfter(int good) {
    forcesToFailure = good;
  }

  public synchronized int forces() {
    return forces;
  }

  /// The disk that the next start finds.
  public synchronized SimDisk after(Crash crash) {
    if (crash == Crash.KILL) {
      SimDisk same = new SimDisk(random, seen);
      same.durable.clear();
      same.durable.putAll(durable);
      same.unsynced.addAll(unsynced);
      return same;
    }
    boolean inOrder = crash == Crash.POWER_CUT_IN_ORDER;
    TreeMap<String, SimFile> names = new TreeMap<>(durable);
    int upTo = inOrder ? random.nextInt(unsynced.size() + 1) : unsynced.size();
    for (Renaming renaming : unsynced.subList(0, upTo)) {
      if (inOrder || random.nextBoolean()) {
        apply(names, renaming);
      }
    }
    TreeMap<String, SimFile> left = new TreeMap<>();
    names.forEach((name, file) ->
        left.put(name, inOrder ? file.inOrderUpToSomewhere(random) : file.inAnyOrder(random)));
    return new SimDisk(random, left);
  }

  public synchronized byte[] content(String name) {
    return existing(name).seen().clone();
  }

  public synchronized void replace(String name, byte[] content) {
    SimFile file = new SimFile(content.clone());
    seen.put(name, file);
    durable.put(name, file);
  }

  public synchronized void flip(String name, int bit) {
    existing(name).flip(bit);
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(seen.keySet());
  }

  @Override
  public synchronized File create(String name) throws IOException {
    step();
    if (seen.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    if (freeBytes() < 1) {
      throw new Full(name);
    }
    rename(new Renaming(name, new SimFile()));
    return new Handle(existing(name));
  }

  @Override
  public synchronized File open(String name) throws IOException {
    if (!seen.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new Handle(existing(name));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    step();
    rename(new Renaming(name, null));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    step();
    SimFile file = existing(from);
    rename(new Renaming(to, file));
    rename(new Renaming(from, null));
  }

  @Override
  public synchronized void dirSync() throws IOException {
    step();
    unsynced.forEach(renaming -> apply(durable, renaming));
    unsynced.clear();
  }

  @Override
  public synchronized long freeBytes() {
    return capacity - seen.values().stream().mapToLong(file -> file.seen().length).sum();
  }

  private void rename(Renaming renaming) {
    apply(seen, renaming);
    unsynced.add(renaming);
  }

  private static void apply(Map<String, SimFile> names, Renaming renaming) {
    if (renaming.now() == null) {
      names.remove(renaming.name());
    } else {
      names.put(renaming.name(), renaming.now());
    }
  }

  private SimFile existing(String name) {
    SimFile file = seen.get(name);
    if (file == null) {
      throw new IllegalStateException("No file " + name);
    }
    return file;
  }

  private void step() throws IOException {
    if (stepsToDeath == 0) {
      throw new IOException("The machine is down");
    }
    stepsToDeath = Math.max(NEVER, stepsToDeath - 1);
  }

  private final class Handle implements File {
    private final SimFile file;

    private Handle(SimFile file) {
      this.file = file;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
      synchronized (SimDisk.this) {
        step();
        int most = (int) Math.min(bytes.remaining(), freeBytes());
        if (most <= 0) {
          throw new Full("no byte is left");
        }
        byte[] taken = new byte[shortWrites ? random.nextInt(1, most + 1) : most];
        bytes.get(taken);
        file.append(taken);
        return taken.length;
      }
    }

    @Override
    public void rewrite(ByteBuffer bytes, long at) throws IOException {
      synchronized (SimDisk.this) {
        step();
        byte[] taken = new byte[bytes.remaining()];
        bytes.get(taken);
        file.rewrite(taken, (int) at);
      }
    }

    @Override
    public int read(ByteBuffer into, long at) {
      synchronized (SimDisk.this) {
        byte[] seen = file.seen();
        int length = (int) Math.min(into.remaining(), seen.length - at);
        if (length <= 0) {
          return -1;
        }
        into.put(seen, (int) at, length);
        return length;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimDisk.this) {
        step();
        forces++;
        if (forcesToFailure == 0) {
          forcesToFailure = NEVER;
          file.failToForce();
          throw new IOException("Input/output error");
        }
        forcesToFailure = Math.max(NEVER, forcesToFailure - 1);
        file.force();
      }
    }

    @Override
    public long size() {
      synchronized (SimDisk.this) {
        return file.seen().length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimDisk.this) {
        step();
        file.truncate((int) size);
      }
    }

    @Override
    public void close() {}
  }
}
