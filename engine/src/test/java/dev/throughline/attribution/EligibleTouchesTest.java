package dev.throughline.attribution;

import static dev.throughline.attribution.Order.CONVERTED;
import static dev.throughline.attribution.Order.at;
import static dev.throughline.attribution.Order.spec;
import static dev.throughline.attribution.Order.touch;
import static dev.throughline.attribution.Order.worth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Touch.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibleTouchesTest {
  @ParameterizedTest(name = "a touch {0} earlier with look-back {1} counts: {2}")
  @DisplayName("C2: the look-back includes its edge, and the moment of the conversion")
  @CsvSource({
    "PT0S,        P30D,   false",
    "PT0.001S,    P30D,   true",
    "-PT0.001S,   P30D,   false",
    "PT720H,      P30D,   true",
    "PT720H0.001S,P30D,   false",
    "PT168H,      PT168H, true",
    "PT168H1S,    PT168H, false"
  })
  void theLookBackIncludesItsEdge(Duration earlier, String lookback, boolean counts) {
    Touch touch = touch("m", Status.DELIVERED, CONVERTED.minus(earlier), "cart", null);
    List<Touch> eligible =
        EligibleTouches.of(
            worth("10"), spec(Status.DELIVERED, lookback), List.of(touch), ZoneOffset.UTC);
    assertThat(eligible).hasSize(counts ? 1 : 0);
  }

  @Test
  @DisplayName("C2: a look-back in days follows the customer's calendar, by the journey's stage")
  void theLookBackIsByStageInTheCustomersZone() {
    ZoneId newYork = ZoneId.of("America/New_York");
    ConversionSpec spec = spec(Status.DELIVERED, Map.of("default", "P30D", "retention", "P1D"));
    Conversion springForward = worth("10", Instant.parse("2026-03-08T16:00:00Z"));
    Instant dayBefore = Instant.parse("2026-03-07T17:00:00Z");
    Touch edge = touch("edge", Status.DELIVERED, dayBefore, "cart", "retention");
    Touch earlier =
        touch("earlier", Status.DELIVERED, dayBefore.minusSeconds(1), "cart", "retention");
    Touch otherStage = touch("other", Status.DELIVERED, dayBefore.minusSeconds(1), "cart", null);
    assertThat(ids(EligibleTouches.of(springForward, spec, List.of(edge, earlier), newYork)))
        .containsExactly("edge");
    assertThat(ids(EligibleTouches.of(springForward, spec, List.of(edge, otherStage), newYork)))
        .containsExactly("other", "edge");
  }

  @Test
  void aMessageCountsOnceAtTheStatusThatTheConversionChooses() {
    List<Touch> touches =
        List.of(
            touch("m1", Status.DELIVERED, at(9), "cart", null),
            touch("m1", Status.OPENED, at(8), "cart", null),
            touch("m1", Status.CLICKED, at(7), "cart", null),
            touch("m1", Status.CLICKED, at(6), "cart", null),
            touch("m2", Status.DELIVERED, at(5), "cart", null),
            touch("v1", Status.VISIT, at(4), null, null),
            touch("s1", Status.SALES, at(3), null, null),
            touch("m3", Status.OPENED, at(2), "cart", null));
    assertThat(credited(Status.DELIVERED, touches))
        .containsExactly(
            "m1 DELIVERED 9", "m2 DELIVERED 5", "v1 VISIT 4", "s1 SALES 3", "m3 OPENED 2");
    assertThat(credited(Status.OPENED, touches))
        .containsExactly("m1 OPENED 8", "v1 VISIT 4", "s1 SALES 3", "m3 OPENED 2");
    assertThat(credited(Status.CLICKED, touches))
        .containsExactly("m1 CLICKED 7", "v1 VISIT 4", "s1 SALES 3");
  }

  @ParameterizedTest(name = "a visit by {0}, {1} after the click on cart''s message, counts: {2}")
  @CsvSource({
    "cart,     PT0S,    false",
    "cart,     PT30M,   false",
    "cart,     PT30M1S, true",
    "cart,     -PT1S,   true",
    "win-back, PT1M,    true",
    ",         PT1M,    true"
  })
  void aVisitByOurOwnLinkDoesNotCountTwice(
      @Nullable String journey, Duration after, boolean counts) {
    List<Touch> touches =
        List.of(
            touch("m1", Status.DELIVERED, at(3), "cart", null),
            touch("m1", Status.CLICKED, at(2), "cart", null),
            touch("v1", Status.VISIT, at(2).plus(after), journey, null));
    assertThat(credited(Status.DELIVERED, touches).stream().anyMatch(id -> id.startsWith("v1")))
        .isEqualTo(counts);
  }

  @Test
  void aVisitCountsWhereTheMessageItCameFromDoesNot() {
    List<Touch> touches =
        List.of(
            touch("m1", Status.DELIVERED, at(31), "cart", null),
            touch("m1", Status.CLICKED, at(2), "cart", null),
            touch("v1", Status.VISIT, at(2), "cart", null));
    assertThat(credited(Status.DELIVERED, touches)).containsExactly("v1 VISIT 2");
  }

  private static List<String> credited(Status status, List<Touch> touches) {
    return EligibleTouches.of(worth("10"), spec(status, "P30D"), touches, ZoneOffset.UTC).stream()
        .map(touch ->
            "%s %s %d"
                .formatted(
                    touch.id(), touch.status(), Duration.between(touch.at(), CONVERTED).toDays()))
        .toList();
  }

  private static List<String> ids(List<Touch> touches) {
    return touches.stream().map(Touch::id).toList();
  }
}
