package dev.throughline.runtime;

import java.nio.ByteBuffer;

/// What a store of an earlier version does not have yet, found by one walk over what it has: which
/// letters are open, whose letters are whose, and how many people were merged into others.
final class Upgrade implements AutoCloseable {
  static final byte[] DONE = Keys.text("letters_indexed");

  /// So many keys are written at once.
  private static final int MAX_BATCH = 10_000;

  private static final byte[] THERE = {1};

  private final Store store;
  private Store.Batch batch;
  private int inBatch;

  private Upgrade(Store store) {
    this.store = store;
    this.batch = store.batch();
  }

  /// The mark comes last, so that a walk that is cut off is made again.
  static void of(Store store) {
    if (store.get(Family.META, DONE) != null) {
      return;
    }
    try (Upgrade upgrade = new Upgrade(store)) {
      upgrade.letters();
      upgrade.put(Family.META, StateMachine.MERGED, Keys.number(upgrade.merges()));
      upgrade.put(Family.META, DONE, THERE);
      upgrade.batch.write();
    }
  }

  private void letters() {
    store.walk(
        Family.LETTERS,
        new byte[] {0},
        new byte[] {-1},
        (key, value) -> {
          Letter letter = Letter.of(value);
          if (!letter.state().isOver()) {
            put(Family.OPEN, key, THERE);
          }
          if (!letter.isForgotten()) {
            put(Family.LETTERS_OF, LettersOf.key(letter.person(), letter.id()), THERE);
          }
          return true;
        });
  }

  private long merges() {
    long[] merges = {0};
    store.walk(
        Family.IDENTITY,
        new byte[] {0},
        new byte[] {1},
        (key, winner) -> {
          long loser = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
          put(Family.LETTERS_OF, LettersOf.key(Keys.number(winner), loser), THERE);
          merges[0]++;
          return true;
        });
    return merges[0];
  }

  private void put(Family family, byte[] key, byte[] value) {
    batch.put(family, key, value);
    if (++inBatch == MAX_BATCH) {
      batch.write();
      batch.close();
      batch = store.batch();
      inBatch = 0;
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
