package dev.throughline.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Expr.Variable.Name;
import dev.throughline.condition.Expr.Window;
import dev.throughline.event.CalendarSpan;
import dev.throughline.event.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadsTest {
  private static final Expr PROFILE = new Expr.Variable(Name.PROFILE);
  private static final Metric ORDERS = new Metric("Order", List.of("Order"), null, null);

  @Test
  void aFieldOfTheProfileIsOneTraitAndTheWholeProfileIsAll() {
    Reads one = Reads.of(new Expr.Select(new Expr.Select(PROFILE, "address"), "country"));
    assertThat(one.traits()).containsExactly("address");
    assertThat(one.allTraits()).isFalse();
    Expr vip = new Expr.Literal(Value.of("vip"));
    assertThat(Reads.of(new Expr.Index(PROFILE, vip)).traits()).containsExactly("vip");
    assertThat(Reads.of(new Expr.In(vip, PROFILE)).traits()).containsExactly("vip");
    assertThat(Reads.of(new Expr.Call(Expr.Call.Function.SIZE, List.of(PROFILE))).allTraits())
        .isTrue();
  }

  @Test
  void aCountReadsItsEventsAndWithAWindowTheTime() {
    Reads ever = Reads.of(new Expr.Count(ORDERS, Window.EVER));
    assertThat(ever.metrics()).containsExactly(ORDERS);
    assertThat(ever.events()).containsExactly("Order");
    assertThat(ever.time()).isFalse();
    assertThat(Reads.of(new Expr.Count(ORDERS, new Window(CalendarSpan.of("PT1H")))).time())
        .isTrue();
  }

  @Test
  void aCounterReachesBackAsFarAsItsLongestWindowCanBe() {
    Expr years = new Expr.Count(ORDERS, new Window(CalendarSpan.of("P5Y")));
    Expr hours = new Expr.Did(ORDERS, new Window(CalendarSpan.of("PT1H")));
    Duration reach = Reads.of(new Expr.And(List.of(years, hours))).reach().get("Order");
    assertThat(reach).isGreaterThan(Duration.ofDays(5 * 365 + 2));
  }

  @Test
  void calendarDaysDependOnWhereThePersonIs() {
    Reads days = Reads.of(new Expr.Did(ORDERS, new Window(CalendarSpan.of("P1D"))));
    assertThat(days.traits()).containsExactly("address", "phone", "timezone");
  }

  @Test
  void aScoreIsATraitInEitherSpelling() {
    assertThat(Reads.of(new Expr.Score("churn-risk")).traits())
        .containsExactly("churn-risk", "churn_risk");
  }

  @Test
  void firstsAndLastsMustBeKept() {
    Reads reads =
        Reads.of(
            new Expr.And(
                List.of(new Expr.First("A"), new Expr.Last("B"), new Expr.DaysSince("C"))));
    assertThat(reads.firsts()).containsExactly("A");
    assertThat(reads.lasts()).containsExactly("B", "C");
    assertThat(reads.events()).containsExactly("A", "B", "C");
  }
}
