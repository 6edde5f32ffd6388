package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Documents;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ContractExamplesTest {

  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ContractExamplesTest.class.getResource("/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyExampleOfTheContractCanBeRead() {
    var reading = Catalogs.read(folder("contract"));

    assertThat(reading.problems()).filteredOn(p -> p.severity() == Severity.ERROR).isEmpty();
    Documents documents = reading.documents().orElseThrow();
    assertThat(documents.journeys().keySet())
        .containsExactly("cart-recovery", "onboarding", "post-purchase", "win-back");
    assertThat(Objects.requireNonNull(documents.journeys().get("cart-recovery")).steps().keySet())
        .containsExactly(
            "cool-off",
            "remind",
            "opened",
            "morning",
            "tier",
            "escalate",
            "best",
            "test",
            "offer",
            "mark",
            "call",
            "tell",
            "ads",
            "next-one");
  }

  @Test
  void theJourneyOfTheContractMayBePublished() {
    assertThat(Catalogs.read(folder("contract")).problems())
        .filteredOn(p -> p.document().equals("journey/cart-recovery"))
        .filteredOn(p -> p.severity() == Severity.LAUNCH)
        .isEmpty();
  }
}
