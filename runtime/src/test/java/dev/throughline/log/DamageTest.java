package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.throughline.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class DamageTest {
  private static final String FIRST = "0000000000000000001.log";
  private static final String THIRD = "0000000000000000003.log";
  private static final String FIFTH = "0000000000000000005.log";
  private static final String WORD = "w".repeat(160);
  private static final Settings TWO_A_SEGMENT = new Settings(500, 0, 1_000);

  @Test
  void aTailTornAtAnyByteIsCutOffAndSaidSo_F33() {
    byte[] whole = Tried.fresh().write("a", "b").disk.content(FIRST);
    byte[] before = Tried.fresh().write("a").disk.content(FIRST);
    for (int size = before.length + 1; size < whole.length; size++) {
      for (int zeros : new int[] {0, 1, 512, 4_096}) {
        SimDisk disk = new SimDisk(new SplittableRandom(1));
        disk.replace(FIRST, Arrays.copyOf(Arrays.copyOf(whole, size), size + zeros));
        if (zeros == 0 || whole[size] != 0 || size + zeros < whole.length) {
          Tried tried = Tried.on(disk);
          assertThat(tried.log.tornTail())
              .contains(new TornTail(FIRST, before.length, size + zeros - before.length));
          assertThat(tried.write("c").from(1)).isEqualTo("1:a 2:c");
        }
      }
    }
  }

  @Seeds(100)
  void aTailOfGarbageIsCutOff_F33(long seed, SplittableRandom random) {
    SimDisk disk = Tried.fresh().write("a", "b").disk;
    byte[] garbage = new byte[random.nextInt(1, 10_000)];
    random.nextBytes(garbage);
    byte[] good = disk.content(FIRST);
    disk.replace(FIRST, joined(good, garbage));
    Tried tried = Tried.on(disk);
    assertThat(tried.log.tornTail()).contains(new TornTail(FIRST, good.length, garbage.length));
    assertThat(tried.from(1)).isEqualTo("1:a 2:b");
  }

  @Test
  void damageWithGoodEntriesBehindItStopsTheStartAndNamesThePlace_F34() {
    SimDisk disk = Tried.fresh().write("a", "b", "c").disk;
    int secondFrame = Tried.fresh().write("a").disk.content(FIRST).length;
    disk.flip(FIRST, (secondFrame + 20) * Byte.SIZE);
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("damaged in " + FIRST + " at byte " + secondFrame)
        .hasMessageContaining("what follows entry 1 cannot be read, but entry 3 is there");
  }

  @Test
  void everyBitThatFlipsIsSeen_G2() {
    Tried tried = new Tried(new SimDisk(new SplittableRandom(1)), TWO_A_SEGMENT);
    tried.write(WORD, WORD, WORD, WORD, WORD, WORD);
    assertThat(tried.disk.list()).containsExactly(FIRST, THIRD, FIFTH);
    String whole = tried.from(1);
    int lastFrame = Header.BYTES + Frame.size(Frame.ENTRY_BYTES + WORD.length());
    for (String name : tried.disk.list()) {
      int bits = tried.disk.content(name).length * Byte.SIZE;
      for (int bit = 0; bit < bits; bit++) {
        tried.disk.flip(name, bit);
        if (name.equals(FIFTH) && bit / Byte.SIZE >= lastFrame) {
          Tried after = Tried.on(tried.disk.after(SimDisk.Crash.POWER_CUT_IN_ORDER));
          assertThat(after.log.tornTail()).hasValueSatisfying(torn -> seenIn(torn, lastFrame));
          assertThat(whole).startsWith(after.from(1));
        } else {
          LogDamaged damage = catchThrowableOfType(LogDamaged.class, () -> Tried.on(tried.disk));
          assertThat(damage).as("bit %d of %s", bit, name).isNotNull();
          assertThat(damage.file()).isEqualTo(name);
          assertThat(damage.offset()).isLessThanOrEqualTo(bit / Byte.SIZE);
        }
        tried.disk.flip(name, bit);
      }
    }
  }

  private static void seenIn(TornTail torn, int at) {
    assertThat(torn.file()).isEqualTo(FIFTH);
    assertThat(torn.offset()).isEqualTo(at);
  }

  @Test
  void aBitThatFlipsUnderARunningLogIsSeenWhenItIsRead() {
    Tried tried = Tried.fresh().write("a", "b", "c");
    tried.disk.flip(FIRST, (Header.BYTES + 20) * Byte.SIZE);
    assertThatThrownBy(() -> tried.from(1)).isInstanceOf(LogDamaged.class);
  }

  @Test
  void aFrameThatWasWrittenInThePlaceOfAnotherIsDamage() {
    SimDisk disk = Tried.fresh().write("a", "b").disk;
    byte[] content = disk.content(FIRST);
    int frame = Frame.size(Frame.ENTRY_BYTES + 1);
    System.arraycopy(content, Header.BYTES + frame, content, Header.BYTES, frame);
    disk.replace(FIRST, content);
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("at byte 40: entry 2 follows entry 0");
  }

  @Test
  void aSegmentThatIsMissingInTheMiddleIsDamage() throws Exception {
    SimDisk disk = threeSegments();
    disk.delete(THIRD);
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining(FIFTH)
        .hasMessageContaining("the segment before it ends with entry 2");
  }

  @Test
  void aSegmentThatEndsTooEarlyIsDamage() {
    SimDisk disk = threeSegments();
    byte[] content = disk.content(THIRD);
    disk.replace(THIRD, Arrays.copyOf(content, content.length - 1));
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining(THIRD)
        .hasMessageContaining("what follows entry 3 cannot be read");
  }

  @Test
  void aSegmentUnderAnotherNameIsDamage() {
    SimDisk disk = threeSegments();
    disk.replace(FIFTH, disk.content(THIRD));
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining(FIFTH)
        .hasMessageContaining("it begins with entry 3");
  }

  @Test
  void aSegmentThatACrashKeptFromBeginningIsBegunAgain() {
    for (int size = 0; size < Header.BYTES; size++) {
      SimDisk disk = threeSegments();
      disk.replace("0000000000000000007.log", Arrays.copyOf(disk.content(FIFTH), size));
      Tried tried = new Tried(disk, TWO_A_SEGMENT);
      assertThat(tried.log.tornTail()).contains(new TornTail("0000000000000000007.log", 0, size));
      assertThat(tried.write("x").log.last()).isEqualTo(7);
    }
  }

  @Test
  void aLogThatOnceWasLongerDoesNotBeginAgainAtOne() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    disk.replace(FIFTH, new byte[Header.BYTES]);
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("its header cannot be read");
  }

  @Test
  void aSegmentOfANewerVersionIsNotTouched_F48() {
    SimDisk disk = threeSegments();
    byte[] content = disk.content(FIFTH);
    ByteBuffer header = ByteBuffer.wrap(content).putInt(8, 2);
    CRC32C crc = new CRC32C();
    crc.update(content, 0, 12);
    header.putInt(12, (int) crc.getValue());
    disk.replace(FIFTH, content);
    assertThatThrownBy(() -> Tried.on(disk))
        .isInstanceOf(LogTooNew.class)
        .hasMessage(
            FIFTH
                + " is written in version 2 of the log's format; this program reads up to version"
                + " 1");
    assertThat(disk.content(FIFTH)).isEqualTo(content);
  }

  @Test
  void whatIsNotASegmentIsLeftAlone() {
    SimDisk disk = threeSegments();
    disk.replace("LOCK", new byte[] {1});
    disk.replace("0000000000000000003.log.old", new byte[] {1});
    assertThat(Tried.on(disk).log.last()).isEqualTo(6);
    assertThat(disk.list()).hasSize(5);
  }

  /// An event may hold whatever its sender likes, also a copy of a frame of this log's format.
  @Test
  void aPayloadThatLooksLikeAFrameDoesNotTurnATornTailIntoDamage() {
    ByteBuffer frame = ByteBuffer.allocate(1_000);
    Frame.write(frame, 1, new Segments.Group(9, 0, 0, Tried.entries("forged")));
    byte[] forged = new byte[frame.limit()];
    frame.get(forged);
    Tried tried = Tried.fresh().write("a");
    CompletableFuture<Long> answer =
        tried.log.append(List.of(new Entry(forged, null), new Entry(new byte[100], null)));
    tried.log.commitNext();
    assertThat(answer).isCompletedWithValue(3L);
    byte[] whole = tried.disk.content(FIRST);
    tried.disk.replace(FIRST, Arrays.copyOf(whole, whole.length - 1));
    assertThat(Tried.on(tried.disk).from(1)).isEqualTo("1:a");
  }

  private static SimDisk threeSegments() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    new Tried(disk, TWO_A_SEGMENT).write(WORD, WORD, WORD, WORD, WORD, WORD);
    return disk;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
