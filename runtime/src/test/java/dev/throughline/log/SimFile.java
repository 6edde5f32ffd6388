package dev.throughline.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What one file holds: durably, and in the memory of the machine.
final class SimFile {
  /// Something done to a file that is not durable yet.
  private sealed interface Change {
    @SuppressWarnings("ArrayRecordComponent")
    record Write(int at, byte[] bytes) implements Change {}

    record Cut(int size) implements Change {}
  }

  private static final int[] TEARS = {1, 512, 4096};

  private byte[] durable;
  private byte[] seen;
  private final List<Change> unsynced = new ArrayList<>();

  SimFile() {
    this(new byte[0]);
  }

  SimFile(byte[] content) {
    durable = content;
    seen = content;
  }

  byte[] seen() {
    return seen;
  }

  void append(byte[] bytes) {
    change(new Change.Write(seen.length, bytes));
  }

  void rewrite(byte[] bytes, int at) {
    change(new Change.Write(at, bytes));
  }

  void truncate(int size) {
    change(new Change.Cut(size));
  }

  private void change(Change change) {
    seen = apply(seen, change);
    unsynced.add(change);
  }

  void force() {
    for (Change change : unsynced) {
      durable = apply(durable, change);
    }
    unsynced.clear();
  }

  /// As on Linux: what could not be written is taken for written ever after.
  void failToForce() {
    unsynced.clear();
  }

  /// What a power cut leaves, if changes reach the disk in order: some of them, the last one torn.
  SimFile inOrderUpToSomewhere(SplittableRandom random) {
    byte[] left = durable;
    int whole = random.nextInt(unsynced.size() + 1);
    for (Change change : unsynced.subList(0, whole)) {
      left = apply(left, change);
    }
    if (whole < unsynced.size()
        && unsynced.get(whole) instanceof Change.Write(int at, byte[] bytes)) {
      int tear = TEARS[random.nextInt(TEARS.length)];
      int kept = Math.min(bytes.length, tear * random.nextInt(bytes.length / tear + 1));
      left = apply(left, new Change.Write(at, Arrays.copyOf(bytes, kept)));
      left = random.nextBoolean() ? longer(left, at + bytes.length) : left;
    }
    return new SimFile(left);
  }

  /// What a power cut leaves, if changes and the sectors of each reach the disk in any order.
  SimFile inAnyOrder(SplittableRandom random) {
    byte[] left = durable;
    for (Change change : unsynced) {
      switch (change) {
        case Change.Cut _ -> left = random.nextBoolean() ? apply(left, change) : left;
        case Change.Write(int at, byte[] bytes) -> {
          int sector = TEARS[random.nextInt(TEARS.length)];
          for (int from = 0; from < bytes.length; from += sector) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + sector));
            if (random.nextBoolean()) {
              left = apply(left, new Change.Write(at + from, piece));
            } else if (random.nextBoolean()) {
              left = longer(left, at + from + piece.length);
            }
          }
        }
      }
    }
    return new SimFile(left);
  }

  void flip(int bit) {
    seen = seen.clone();
    seen[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    durable = seen;
  }

  /// A file may have grown before its bytes arrive; what was there before stays.
  private static byte[] longer(byte[] content, int size) {
    return Arrays.copyOf(content, Math.max(content.length, size));
  }

  private static byte[] apply(byte[] content, Change change) {
    return switch (change) {
      case Change.Cut(int size) -> size < content.length ? Arrays.copyOf(content, size) : content;
      case Change.Write(int at, byte[] bytes) -> {
        byte[] result = longer(content, at + bytes.length);
        System.arraycopy(bytes, 0, result, at, bytes.length);
        yield result;
      }
    };
  }
}
