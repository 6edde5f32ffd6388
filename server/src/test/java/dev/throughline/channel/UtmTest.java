package dev.throughline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A12: the same rule of campaign parameters on every channel.
class UtmTest {
  private static final String ALL =
      "utm_source=shop&utm_medium=email&utm_campaign=cart-recovery&utm_content=remind"
          + "&utm_id=cart-recovery.v3";
  private static final Utm UTM = Utm.of("shop", Letter.of(Map.of()));

  @Test
  void aLinkCarriesJourneyVersionAndStep_A12() {
    assertThat(UTM.tag("https://shop.example/a")).isEqualTo("https://shop.example/a?" + ALL);
  }

  @Test
  void theQueryAndTheFragmentStayWhereTheyAre() {
    assertThat(UTM.tag("https://shop.example/?q=a%20b&q=c#top"))
        .isEqualTo("https://shop.example/?q=a%20b&q=c&" + ALL + "#top");
    assertThat(UTM.tag("https://shop.example/?")).isEqualTo("https://shop.example/?" + ALL);
    assertThat(UTM.tag("https://shop.example/?a&")).isEqualTo("https://shop.example/?a&" + ALL);
    assertThat(UTM.tag("https://shop.example/#/?x=1"))
        .isEqualTo("https://shop.example/?" + ALL + "#/?x=1");
  }

  @Test
  void whatTheAuthorSetIsKept() {
    assertThat(UTM.tag("https://shop.example/?utm_campaign=spring&utm_source"))
        .isEqualTo(
            "https://shop.example/?utm_campaign=spring&utm_source&utm_medium=email"
                + "&utm_content=remind&utm_id=cart-recovery.v3");
    assertThat(UTM.tag(UTM.tag("https://shop.example/")))
        .isEqualTo(UTM.tag("https://shop.example/"));
  }

  @Test
  void theVariantFollowsTheStepAndTheMediumIsTheChannel() {
    Outgoing push = Letter.on("push", "token", "a1", "marketing", "b", Map.of());

    assertThat(Utm.of("Lumen & Oak", push).tag("https://shop.example"))
        .isEqualTo(
            "https://shop.example?utm_source=Lumen%20%26%20Oak&utm_medium=push"
                + "&utm_campaign=cart-recovery&utm_content=remind.b&utm_id=cart-recovery.v3");
  }

  @Test
  void noTwoPlacesShareTheirParameters() {
    Set<String> seen = new HashSet<>();
    for (String journey : new String[] {"a", "a-b", "b"}) {
      for (int version = 1; version <= 11; version++) {
        for (String step : new String[] {"one", "two"}) {
          seen.add(
              new Utm("s", "email", journey, step, journey + ".v" + version).tag("https://x.y/"));
        }
      }
    }
    assertThat(seen).hasSize(66);
  }
}
