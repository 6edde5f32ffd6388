package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "a:1,b.example:65535", "10.0.0.1:9092,[::1]:9092"})
  void brokersAreNamedByHostAndPort(String bootstrap) {
    assertThat(Cluster.at(bootstrap))
        .isEqualTo(new Cluster(bootstrap, "throughline", 24))
        .extracting(Cluster::topics)
        .asString()
        .isEqualTo(
            "[throughline-log, throughline-cells, throughline-letters, throughline-facts,"
                + " throughline-registry]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "localhost:", ":9092", "a:1,", "a:1, b:2", "a:b", "::1:9092"})
  void anythingElseIsNoBroker(String bootstrap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cluster.at(bootstrap))
        .withMessageContaining("'%s' is not HOST:PORT", bootstrap);
  }

  @Test
  void itSaysWhatElseIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cluster.at("a:65536"))
        .withMessage("'a:65536' names port 65536; ports go from 1 to 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cluster("a:1", "my shop", 24))
        .withMessageStartingWith("The prefix 'my shop' is not up to 200 letters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cluster("a:1", "shop", 0))
        .withMessage("0 cells: from 1 to 1000 are possible");
  }
}
