package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Relocation.Mover;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// However many move at once, no record holds more than it can.
class RelocationTest {
  @Test
  void manyPeopleMoveInSeveralPiecesWithNobodyLeftOutOrTwice() {
    List<Mover> people = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      people.add(new Mover(number, new byte[100_000], List.of()));
    }
    TreeMap<byte[], byte[]> forgotten = new TreeMap<>(Arrays::compareUnsigned);
    forgotten.put(new byte[] {1}, new byte[] {2});
    List<Relocation> parts = new Relocation(people, forgotten).parts();
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts)
        .allSatisfy(
            part -> assertThat(part.bytes().length).isLessThan(Relocation.PART_BYTES + 100_000));
    assertThat(parts.stream().flatMap(part -> part.people().stream()).map(Mover::number))
        .containsExactlyElementsOf(people.stream().map(Mover::number).toList());
    assertThat(parts.stream().filter(part -> !part.forgotten().isEmpty())).hasSize(1);
    Relocation read = Relocation.of(parts.getLast().bytes());
    assertThat(read.people()).hasSameSizeAs(parts.getLast().people());
    assertThat(read.forgotten()).containsOnlyKeys(new byte[] {1});
  }

  @Test
  void nobodyMovesInOnePieceToo() {
    assertThat(new Relocation(List.of(), new TreeMap<>(Arrays::compareUnsigned)).parts())
        .hasSize(1);
  }
}
