package dev.throughline.codec.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Metric;
import dev.throughline.condition.Reads;
import org.junit.jupiter.api.Test;

class MetricKeysTest {
  private static Metric metric(String text) {
    return Reads.of(Cel.expr(text)).metrics().getFirst();
  }

  @Test
  void theSameCountHasOneKeyWhereverAndHoweverItIsWritten() {
    String key = metric("did('Order', 'P1D', event.properties.total > 10.0)").key();
    assertThat(key).isEqualTo("Order|event.properties.total > 10.0");
    assertThat(metric("count( \"Order\",'ever',\n event . properties.total>10.0 ) > 1").key())
        .isEqualTo(key);
    assertThat(metric("did('Order', 'P1D')").key()).isEqualTo("Order");
    assertThat(metric("sum('Order', 'total', 'P1D') > 1").key()).isEqualTo("Order|sum:total");
  }

  @Test
  void differentCountsHaveDifferentKeys() {
    assertThat(metric("did('Order|sum:total', 'P1D')").key())
        .isNotEqualTo(metric("sum('Order', 'total', 'P1D') > 1").key());
    assertThat(metric("did('|engaged:email', 'P1D')").key())
        .isNotEqualTo(metric("engaged('email', 'P1D')").key());
    assertThat(metric("did('A', 'P1D', event.properties.x > 0.1)").key())
        .isNotEqualTo(metric("did('A', 'P1D', event.properties.x > 0.10000000000000000001)").key());
    assertThat(metric("did('A', 'P1D', event.properties.x.exists(i, i.n > 1))").key())
        .isEqualTo("A|event.properties.x.exists(i, i.n > 1)");
  }

  @Test
  void aSumReadsAPathOfProperties() {
    assertThat(metric("sum('Order', 'cart.total', 'P1D') > 1").property()).isEqualTo("cart.total");
  }
}
