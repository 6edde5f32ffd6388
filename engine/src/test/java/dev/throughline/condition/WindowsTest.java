package dev.throughline.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Expr.Window;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final Metric VIEWS = new Metric("Viewed", List.of("Viewed"), null, null);
  private static final Metric SPENT = new Metric("Paid|sum:total", List.of("Paid"), "total", null);

  private static Expr did(String window) {
    return new Expr.Did(VIEWS, new Window(CalendarSpan.of(window)));
  }

  private static Expr count(String window) {
    return new Expr.Count(VIEWS, new Window(CalendarSpan.of(window)));
  }

  @Test
  void aClockWindowHoldsAnEventFromItsTimeUntilItsLengthLaterExcluded() {
    Person ana = new Person().did("Viewed", "2026-03-01T12:00:00Z");
    assertThat(ana.at("2026-03-01T11:59:59.999Z").holds(did("PT24H"))).isFalse();
    assertThat(ana.at("2026-03-01T12:00:00Z").holds(did("PT24H"))).isTrue();
    assertThat(ana.at("2026-03-02T11:59:59.999Z").holds(did("PT24H"))).isTrue();
    assertThat(ana.at("2026-03-02T12:00:00Z").holds(did("PT24H"))).isFalse();
  }

  @Test
  void aDayWindowEndsAtTheSameLocalTimeWhenClocksGoForward() {
    Person ana = new Person().in("Europe/Berlin").did("Viewed", "2026-03-28T11:00:00Z");
    Instant leaves = Instant.parse("2026-03-29T10:00:00Z");
    assertThat(ana.at("2026-03-28T12:00:00Z").changesAt(did("P1D"))).isEqualTo(leaves);
    assertThat(ana.at(leaves.minusMillis(1)).value(count("P1D"))).isEqualTo(Value.of(1));
    assertThat(ana.at(leaves).value(count("P1D"))).isEqualTo(Value.of(0));
    assertThat(ana.at(leaves).holds(did("P1D"))).isFalse();
    assertThat(ana.at(leaves).holds(did("PT24H"))).isTrue();
  }

  @Test
  void aDayWindowThatEndsInTheSkippedHourEndsWithIt() {
    Person ana = new Person().in("Europe/Berlin").did("Viewed", "2026-03-28T01:30:00Z");
    Instant gap = Instant.parse("2026-03-29T01:00:00Z");
    assertThat(ana.at(gap.minusMillis(1)).holds(did("P1D"))).isTrue();
    assertThat(ana.at(gap).holds(did("P1D"))).isFalse();
  }

  @Test
  void aMonthWindowEndsOnTheSameDayOfTheMonthOrItsLast() {
    Person ana = new Person().did("Viewed", "2026-01-31T08:00:00Z");
    Instant leaves = Instant.parse("2026-02-28T08:00:00Z");
    assertThat(ana.at(leaves.minusMillis(1)).value(count("P1M"))).isEqualTo(Value.of(1));
    assertThat(ana.at(leaves).value(count("P1M"))).isEqualTo(Value.of(0));
  }

  @Test
  void aCountChangesWhenItsOldestLeavesAndATestWhenItsNewestDoes() {
    Person ana =
        new Person()
            .did("Viewed", "2026-03-10T10:00:00Z")
            .did("Viewed", "2026-03-10T11:00:00Z")
            .at("2026-03-10T12:00:00Z");
    assertThat(ana.value(count("PT3H"))).isEqualTo(Value.of(2));
    assertThat(ana.changesAt(count("PT3H"))).isEqualTo("2026-03-10T13:00:00Z");
    assertThat(ana.changesAt(did("PT3H"))).isEqualTo("2026-03-10T14:00:00Z");
  }

  @Test
  void anEventOfTheFutureCountsFromItsOwnTimeOn() {
    Person ana = new Person().did("Viewed", "2026-03-10T13:00:00Z").at("2026-03-10T12:00:00Z");
    Expr ever = new Expr.Count(VIEWS, Window.EVER);
    assertThat(ana.value(ever)).isEqualTo(Value.of(0));
    assertThat(ana.changesAt(ever)).isEqualTo("2026-03-10T13:00:00Z");
    assertThat(ana.holds(did("P1D"))).isFalse();
    assertThat(ana.changesAt(did("P1D"))).isEqualTo("2026-03-10T13:00:00Z");
    assertThat(ana.at("2026-03-10T13:00:00Z").holds(did("P1D"))).isTrue();
  }

  @Test
  void aLateEventTakesItsPlaceInTime() {
    Person ana =
        new Person()
            .did("Viewed", "2026-03-10T11:00:00Z")
            .did("Viewed", "2026-03-08T11:00:00Z")
            .at("2026-03-10T12:00:00Z");
    assertThat(ana.value(count("P1D"))).isEqualTo(Value.of(1));
    assertThat(ana.value(count("P7D"))).isEqualTo(Value.of(2));
  }

  @Test
  void aSumIsExactAndIgnoresWhatIsNoNumber() {
    Person ana = new Person().at("2026-03-10T12:00:00Z");
    ana.did(paid("2026-03-10T09:00:00Z", Value.of(new BigDecimal("0.10"))));
    ana.did(paid("2026-03-10T10:00:00Z", Value.of(new BigDecimal("0.20"))));
    ana.did(paid("2026-03-10T11:00:00Z", Value.of("free")));
    Expr sum = new Expr.Sum(SPENT, new Window(CalendarSpan.of("P1D")));
    assertThat(ana.value(sum)).isEqualTo(Value.of(new BigDecimal("0.30")));
    assertThat(ana.changesAt(sum)).isEqualTo("2026-03-11T09:00:00Z");
    assertThat(new Person().value(sum)).isEqualTo(Value.of(0));
  }

  private static Event paid(String at, Value total) {
    return Person.event("Paid", at, Map.of("total", total));
  }

  /// Every count equals the plain definition, also in hours that clocks skip or repeat.
  @Seeds(300)
  void aWindowHoldsWhatHasHappenedAndNotLeft(long seed, SplittableRandom random) {
    List<String> zones = List.of("Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe");
    List<String> windows = List.of("P1D", "P2D", "PT24H", "P1M", "P1DT2H", "P30D", "PT90M", "P1W");
    List<String> starts =
        List.of("2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2026-02-26T00:00:00Z");
    ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
    CalendarSpan span = CalendarSpan.of(windows.get(random.nextInt(windows.size())));
    Instant start = Instant.parse(starts.get(random.nextInt(starts.size())));
    Person ana = new Person();
    ana.zone = zone;
    TreeMap<Instant, Integer> times = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      Instant at = start.plusSeconds(random.nextLong(6 * 24 * 60) * 60);
      ana.did("Viewed", at.toString());
      times.merge(at, 1, Integer::sum);
    }
    Expr count = new Expr.Count(VIEWS, new Window(span));
    Expr did = new Expr.Did(VIEWS, new Window(span));
    for (int i = 0; i < 40; i++) {
      Instant now = start.plusSeconds(random.nextLong(38 * 24 * 60) * 60);
      ana.at(now);
      long expected =
          times.entrySet().stream()
              .filter(e -> !e.getKey().isAfter(now) && now.isBefore(span.after(e.getKey(), zone)))
              .mapToInt(Map.Entry::getValue)
              .sum();
      assertThat(ana.value(count))
          .as("%s in %s at %s", span, zone, now)
          .isEqualTo(Value.of(expected));
      assertThat(ana.holds(did)).isEqualTo(expected > 0);
    }
  }
}
