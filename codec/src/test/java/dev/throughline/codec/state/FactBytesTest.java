package dev.throughline.codec.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.Fact;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactBytesTest {
  @Seeds(300)
  void everyFactIsReadAsItWasWritten(long seed, SplittableRandom random) {
    List<Fact> facts = SampleFacts.every(random);
    assertThat(FactBytes.read(FactBytes.write(facts))).isEqualTo(facts);
  }

  @Test
  void theSampleHasEveryKindOfFact() {
    List<Class<?>> kinds = new ArrayList<>();
    SampleFacts.every(new SplittableRandom(0)).forEach(fact -> kinds.add(fact.what().getClass()));
    assertThat(kinds).contains(Fact.What.class.getPermittedSubclasses());
  }

  @Test
  void noFactsAreTwoBytes() {
    assertThat(FactBytes.write(List.of())).hasSize(2);
    assertThat(FactBytes.read(FactBytes.write(List.of()))).isEmpty();
  }

  @Test
  void everyVersionStaysReadable() throws IOException {
    List<Fact> sample = SampleFacts.every(new SplittableRandom(1));
    assertThat(FactBytes.read(golden(1))).isEqualTo(sample);
    assertThat(FactBytes.write(sample)).isEqualTo(golden(FactBytes.VERSION));
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] bytes = FactBytes.write(List.of());
    bytes[0] = 9;
    assertThatThrownBy(() -> FactBytes.read(bytes))
        .isInstanceOf(CorruptBytes.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void bytesThatAreCutOffAreCorrupt() {
    byte[] bytes = FactBytes.write(SampleFacts.every(new SplittableRandom(2)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FactBytes.read(cut)).isInstanceOf(CorruptBytes.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> FactBytes.read(longer)).isInstanceOf(CorruptBytes.class);
  }

  @Seeds(1_000)
  void damagedBytesAreCorruptOrOtherFacts(long seed, SplittableRandom random) {
    byte[] bytes = FactBytes.write(SampleFacts.every(new SplittableRandom(3)));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(FactBytes.read(bytes)).isNotNull();
    } catch (CorruptBytes corrupt) {
      assertThat(corrupt).hasMessageContaining(" ");
    }
  }

  private static byte[] golden(int version) throws IOException {
    String name = "facts-v%d.hex".formatted(version);
    try (InputStream file = FactBytesTest.class.getResourceAsStream(name)) {
      assertThat(file).as(name).isNotNull();
      String hex =
          new String(file == null ? new byte[0] : file.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
  }
}
