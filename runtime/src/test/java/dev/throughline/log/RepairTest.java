package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.log.Repair.Loss;
import dev.throughline.testkit.Seeds;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final String FIRST = "0000000000000000001.log";
  private static final String THIRD = "0000000000000000003.log";
  private static final String FIFTH = "0000000000000000005.log";
  private static final Settings TWO_A_SEGMENT = new Settings(300, 0, 1_000);
  private static final int FRAME = Frame.size(Frame.ENTRY_BYTES + word("a").length());

  @Test
  void aWholeLogIsLeftAsItIs() {
    SimDisk disk = sixEntries();
    assertThat(Repair.of(disk, 6)).isEqualTo(new Repair.Report(List.of(), List.of()));
    assertThat(disk.list()).containsExactly(FIRST, THIRD, FIFTH);
  }

  @Test
  void whatFollowsALostEntryKeepsItsNumberAndTheFileIsPutAsideAsItWas_F34() {
    // given
    SimDisk disk = sixEntries();
    disk.flip(THIRD, (Header.BYTES + 20) * Byte.SIZE);
    byte[] damaged = disk.content(THIRD);
    assertThatThrownBy(() -> Tried.on(disk)).isInstanceOf(LogDamaged.class);
    // when
    Repair.Report report = Repair.of(disk, 0);
    // then
    assertThat(report.losses()).containsExactly(new Loss(THIRD, Header.BYTES, FRAME, 3, 3));
    assertThat(report.aside()).containsExactly(THIRD + ".damaged");
    assertThat(disk.content(THIRD + ".damaged")).isEqualTo(damaged);
    assertThat(story(disk)).isEqualTo("1:a 2:b 3: 4:d 5:e 6:f");
  }

  @Test
  void aLostEntryHasTheStampOfTheNextOne() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    Tried tried = Tried.on(disk);
    for (String word : List.of("a", "b", "c")) {
      tried.write(word);
      tried.nowMs += 1_000;
    }
    disk.flip(FIRST, (Header.BYTES + Frame.size(Frame.ENTRY_BYTES + 1) + 20) * Byte.SIZE);
    Repair.of(disk, 0);
    try (Cursor cursor = Tried.on(disk).log.from(2)) {
      Logged lost = cursor.next();
      assertThat(lost.isLost()).isTrue();
      assertThat(lost.stampMs()).isEqualTo(Tried.NOON + 2_000);
    }
  }

  @Test
  void theEndOfAFileIsLostUpToTheNextOne() {
    SimDisk disk = sixEntries();
    byte[] content = disk.content(THIRD);
    disk.replace(THIRD, Arrays.copyOf(content, content.length - 1));
    assertThat(Repair.of(disk, 0).losses())
        .containsExactly(new Loss(THIRD, Header.BYTES + FRAME, FRAME - 1, 4, 4));
    assertThat(story(disk)).isEqualTo("1:a 2:b 3:c 4: 5:e 6:f");
  }

  @Test
  void aFileThatIsMissingIsLost() throws Exception {
    SimDisk disk = sixEntries();
    disk.delete(THIRD);
    Repair.Report report = Repair.of(disk, 0);
    assertThat(report).isEqualTo(new Repair.Report(List.of(new Loss("", 0, 0, 3, 4)), List.of()));
    assertThat(story(disk)).isEqualTo("1:a 2:b 3: 4: 5:e 6:f");
  }

  @Test
  void withoutItsHeaderNoEntryIsLost() {
    SimDisk disk = sixEntries();
    for (int bit = 0; bit < Header.BYTES * Byte.SIZE; bit += 61) {
      disk.flip(FIFTH, bit);
      Repair.Report report = Repair.of(disk, 0);
      assertThat(report.losses()).containsExactly(new Loss(FIFTH, 0, Header.BYTES, 5, 4));
      assertThat(report.losses().getFirst().entries()).isZero();
      assertThat(story(disk)).isEqualTo("1:a 2:b 3:c 4:d 5:e 6:f");
    }
  }

  @Test
  void aFileUnderTheNameOfAnotherIsPutAside() {
    SimDisk disk = sixEntries();
    disk.replace(FIFTH, disk.content(THIRD));
    Repair.Report report = Repair.of(disk, 6);
    assertThat(report.aside()).containsExactly(FIFTH + ".damaged");
    assertThat(report.losses()).last().extracting(Loss::first, Loss::last).containsExactly(5L, 6L);
    assertThat(story(disk)).isEqualTo("1:a 2:b 3:c 4:d 5: 6:");
  }

  /// An entry that was applied and is gone without a trace must not have a successor of its number.
  @Test
  void numbersThatWereAppliedAreNotUsedAgain() {
    SimDisk disk = Tried.fresh().write("a").disk;
    Tried before = Tried.on(disk);
    assertThatThrownBy(() -> before.log.mustHold(3))
        .isInstanceOf(LogDamaged.class)
        .hasMessageContaining("entry 3 was applied, and the log ends with entry 1");
    assertThat(Repair.of(disk, 3).losses()).containsExactly(new Loss("", 0, 0, 2, 3));
    Tried.on(disk).log.mustHold(3);
    assertThat(story(disk)).isEqualTo("1:a 2: 3:");
  }

  @Test
  void aLogThatIsGoneGoesOnWithTheNextNumber() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    assertThat(Repair.of(disk, 7).losses()).containsExactly(new Loss("", 0, 0, 1, 7));
    assertThat(Tried.on(disk).write("h").from(8)).isEqualTo("8:h");
  }

  /// Whatever happens to one place, everything elsewhere is there under its number; also if the
  /// repair is cut off anywhere and made again.
  @Seeds(300)
  void onlyWhatIsDamagedIsLost_F34(long seed, SplittableRandom random) {
    SimDisk disk = new SimDisk(random);
    Tried tried = new Tried(disk, new Settings(random.nextInt(200, 2_000), 0, 1_000));
    int entries = random.nextInt(2, 30);
    TreeMap<Long, String> written = new TreeMap<>();
    for (long number = 1; number <= entries; number++) {
      String word = "w" + number + "x".repeat(random.nextInt(100));
      tried.write(word);
      written.put(number, word);
    }
    String name = disk.list().get(random.nextInt(disk.list().size()));
    byte[] content = disk.content(name);
    int from = random.nextInt(content.length);
    // Where both the header and the first frame are gone, nothing tells what is a frame.
    int most = from < Header.BYTES ? Header.BYTES - from : 200;
    int length = random.nextInt(1, most + 1);
    for (int i = from; i < Math.min(content.length, from + length); i++) {
      content[i] = (byte) random.nextInt();
    }
    disk.replace(name, content);

    SimDisk crashed = disk;
    if (random.nextBoolean()) {
      crashed.dieAfter(random.nextInt(30));
      try {
        Repair.of(crashed, entries);
      } catch (UncheckedIOException down) {
        assertThat(down).hasMessageContaining("The machine is down");
      }
      crashed = crashed.after(SimDisk.Crash.POWER_CUT_IN_ORDER);
    }
    Repair.of(crashed, entries);

    Tried after = Tried.on(crashed);
    assertThat(after.log.last()).isEqualTo(entries);
    int lostBytes = 0;
    try (Cursor cursor = after.log.from(1)) {
      while (cursor.hasNext()) {
        Logged entry = cursor.next();
        String word = written.getOrDefault(entry.number(), "");
        if (entry.isLost()) {
          lostBytes += Frame.size(Frame.ENTRY_BYTES + word.length());
        } else {
          assertThat(Tried.words(List.of(entry))).isEqualTo(entry.number() + ":" + word);
        }
      }
    }
    int touchedAtMost = length + 2 * Frame.size(Frame.ENTRY_BYTES + 102);
    assertThat(lostBytes).isLessThanOrEqualTo(touchedAtMost);
    assertThat(Repair.of(crashed, entries).losses()).isEmpty();
  }

  private static String story(SimDisk disk) {
    return Tried.on(disk).from(1).replace("x", "");
  }

  private static String word(String letter) {
    return letter + "x".repeat(80);
  }

  private static SimDisk sixEntries() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    new Tried(disk, TWO_A_SEGMENT)
        .write(word("a"), word("b"), word("c"), word("d"), word("e"), word("f"));
    return disk;
  }
}
