package dev.throughline.attribution;

import static dev.throughline.attribution.Order.CONVERTED;
import static dev.throughline.attribution.Order.email;
import static dev.throughline.attribution.Order.spec;
import static dev.throughline.attribution.Order.touch;
import static dev.throughline.attribution.Order.worth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.attribution.Ledger.Change;
import dev.throughline.attribution.Ledger.Restated;
import dev.throughline.customer.Conversion;
import dev.throughline.customer.Touch;
import dev.throughline.customer.Touch.Status;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final ConversionSpec DELIVERED = spec(Status.DELIVERED, "P30D");

  @Test
  @DisplayName("C1: each model splits the value to the cent")
  void aConversionIsCreditedToItsTouches() {
    Restated restated =
        Ledger.restate(
            worth("100"), DELIVERED, List.of(email("m3", 1), email("m1", 9), email("m2", 5)), UTC);
    assertThat(rows(restated))
        .containsExactly(
            "first m1 1 100.00",
            "last m3 1 100.00",
            "linear m1 0.333333333333334 33.34",
            "linear m2 0.333333333333333 33.33",
            "linear m3 0.333333333333333 33.33",
            "position m1 0.4 40.00",
            "position m2 0.2 20.00",
            "position m3 0.4 40.00",
            "time-decay m1 0.213030055044685 21.30",
            "time-decay m2 0.316561445210932 31.66",
            "time-decay m3 0.470408499744383 47.04");
    assertThat(restated.conversion().revision()).isEqualTo(1);
    assertThat(restated.conversion().credits()).hasSize(11);
  }

  @Test
  void aConversionWithoutTouchesHasNoCredit() {
    Restated restated = Ledger.restate(worth("100"), DELIVERED, List.of(), UTC);
    assertThat(restated).isEqualTo(new Restated(worth("100"), List.of()));
    Restated refunded = Ledger.refund(restated.conversion(), new BigDecimal("30"));
    assertThat(refunded.changes()).isEmpty();
    assertThat(refunded.conversion().refunded()).isEqualByComparingTo("30");
  }

  @Test
  void aConversionWorthNothingStillHasWeights() {
    Restated restated = Ledger.restate(worth("0"), DELIVERED, List.of(email("m1", 1)), UTC);
    assertThat(rows(restated)).hasSize(5).contains("linear m1 1 0.00");
  }

  @Test
  @DisplayName("C4: a late touch adds rows, and the earlier ones still sum to the value with them")
  void aLateTouchTakesItsShare() {
    Conversion first =
        Ledger.restate(worth("100"), DELIVERED, List.of(email("m1", 9)), UTC).conversion();
    Restated late = Ledger.restate(first, DELIVERED, List.of(email("m1", 9), email("m2", 2)), UTC);
    assertThat(rows(late))
        .containsExactly(
            "last m1 0 -100.00",
            "last m2 1 100.00",
            "linear m1 0.5 -50.00",
            "linear m2 0.5 50.00",
            "position m1 0.5 -50.00",
            "position m2 0.5 50.00",
            "time-decay m1 0.333333333333333 -66.67",
            "time-decay m2 0.666666666666667 66.67");
    assertThat(late.conversion().revision()).isEqualTo(2);
  }

  @Test
  @DisplayName("C4: a touch that was credited stays credited when the person's list is trimmed")
  void creditSurvivesTrimming() {
    Conversion first =
        Ledger.restate(worth("100"), DELIVERED, List.of(email("m1", 9)), UTC).conversion();
    assertThat(Ledger.restate(first, DELIVERED, List.of(), UTC))
        .isEqualTo(new Restated(first, List.of()));
  }

  @Test
  @DisplayName("C3: a refund takes back in the original's proportions, and no more than there is")
  void refundsTakeBackInProportion() {
    List<Touch> touches = List.of(email("m1", 9), email("m2", 5), email("m3", 1));
    Conversion bought = Ledger.restate(worth("100"), DELIVERED, touches, UTC).conversion();

    Restated half = Ledger.refund(bought, new BigDecimal("50"));
    assertThat(rows(half))
        .startsWith(
            "first m1 1 -50.00",
            "last m3 1 -50.00",
            "linear m1 0.333333333333334 -16.67",
            "linear m2 0.333333333333333 -16.67",
            "linear m3 0.333333333333333 -16.66");
    assertThat(half.conversion().revision()).isEqualTo(2);

    Restated rest = Ledger.refund(half.conversion(), new BigDecimal("70"));
    assertThat(rest.conversion().refunded()).isEqualByComparingTo("100");
    assertThat(rest.conversion().credits())
        .allSatisfy(credited -> assertThat(credited.value()).isEqualByComparingTo("0"));

    Restated again = Ledger.refund(rest.conversion(), new BigDecimal("1"));
    assertThat(again).isEqualTo(new Restated(rest.conversion(), List.of()));
    assertThat(Ledger.refund(bought, new BigDecimal("-5")).changes()).isEmpty();
  }

  @Seeds(400)
  @DisplayName("C1, C3, C4: in any order of refunds, late touches and merges the rows are the net")
  void theRowsOfEveryModelSumToTheNetValue(long seed, SplittableRandom random) {
    Status status = List.of(Status.values()).get(random.nextInt(3));
    ConversionSpec spec = spec(status, "P30D");
    String currency = List.of("EUR", "JPY", "KWD").get(random.nextInt(3));
    BigDecimal value = BigDecimal.valueOf(random.nextLong(0, 200_000), random.nextInt(4));
    Conversion now =
        new Conversion("order", "o1", CONVERTED, value, currency, BigDecimal.ZERO, 0, List.of());
    List<Touch> touches = new ArrayList<>();
    List<Change> rows = new ArrayList<>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      Restated next;
      if (random.nextInt(3) == 0) {
        next = Ledger.refund(now, BigDecimal.valueOf(random.nextLong(0, 90_000), 3));
      } else {
        touches.addAll(anyTouches(random));
        Collections.shuffle(touches, new Random(seed));
        next = Ledger.restate(now, spec, touches, UTC);
      }
      rows.addAll(next.changes());
      now = next.conversion();
      checkSums(now, rows);
    }
    assertThat(Ledger.restate(now, spec, touches, UTC)).isEqualTo(new Restated(now, List.of()));

    Conversion fresh =
        new Conversion("order", "o1", CONVERTED, value, currency, now.refunded(), 0, List.of());
    List<Conversion.Credited> atOnce =
        Ledger.restate(fresh, spec, touches.reversed(), UTC).conversion().credits();
    assertThat(now.credits()).isEqualTo(atOnce);

    Restated all = Ledger.refund(now, value);
    rows.addAll(all.changes());
    checkSums(all.conversion(), rows);
    assertThat(rows.stream().map(Change::value).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0");
  }

  private static void checkSums(Conversion now, List<Change> rows) {
    BigDecimal net = now.value().subtract(now.refunded());
    for (Model model : Model.values()) {
      List<Change> of = rows.stream().filter(row -> row.model().equals(model.key())).toList();
      List<Conversion.Credited> credits =
          now.credits().stream().filter(c -> c.model().equals(model.key())).toList();
      BigDecimal sum = of.stream().map(Change::value).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(credits.isEmpty() ? BigDecimal.ZERO : net);
      assertThat(credits)
          .allSatisfy(credited -> assertThat(credited.value()).isNotNegative())
          .allSatisfy(credited -> assertThat(credited.weight()).isPositive());
      BigDecimal held =
          credits.stream().map(Conversion.Credited::value).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(held).isEqualByComparingTo(sum);
    }
  }

  private static List<Touch> anyTouches(SplittableRandom random) {
    List<Touch> touches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant at = CONVERTED.minus(Duration.ofHours(random.nextInt(-20, 800)));
      Status status = List.of(Status.values()).get(random.nextInt(5));
      String journey = status == Status.SALES ? null : List.of("cart", "b").get(random.nextInt(2));
      touches.add(touch("t" + random.nextInt(20), status, at, journey, null));
    }
    return touches;
  }

  private static List<String> rows(Restated restated) {
    return restated.changes().stream()
        .map(row ->
            "%s %s %s %s"
                .formatted(
                    row.model(),
                    row.touch().id(),
                    row.weight().toPlainString(),
                    row.value().toPlainString()))
        .toList();
  }
}
