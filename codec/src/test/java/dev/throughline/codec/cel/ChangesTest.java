package dev.throughline.codec.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Expr;
import dev.throughline.condition.Person;
import dev.throughline.event.Value;
import dev.throughline.testkit.Seeds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
  private static Person ana() {
    return new Person()
        .in("Europe/Berlin")
        .at("2026-03-10T12:00:00Z")
        .trait("renewal", "2026-03-20")
        .trait("due", "2026-03-10T12:00:00.0005Z")
        .trait("plan", "pro")
        .did("Order", "2026-03-09T12:30:00Z")
        .did("Order", "2026-03-10T11:30:00Z")
        .did("Visit", "2026-03-10T11:45:00Z")
        .did("Late", "2026-03-10T15:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "never",
      value = {
        "profile.plan == 'pro'                                   | never",
        "count('Order', 'ever') > 1                              | never",
        "did('Order', 'P1D')                                     | 2026-03-11T11:30:00Z",
        "count('Order', 'P1D') > 1                               | 2026-03-10T12:30:00Z",
        "sum('Order', 'total', 'PT30M') > 1.0                    | 2026-03-10T12:00:00Z",
        "did('Late', 'P1D')                                      | 2026-03-10T15:00:00Z",
        "count('Late', 'ever') > 0                               | 2026-03-10T15:00:00Z",
        "last('Late') != null                                    | 2026-03-10T15:00:00Z",
        "days_since('Order') >= 1                                | 2026-03-11T11:30:00Z",
        "session().size() > 0                                    | 2026-03-10T12:15:00Z",
        "profile.renewal < now                                   | 2026-03-19T23:00:00.001Z",
        "profile.renewal <= now                                  | 2026-03-19T23:00:00Z",
        "now == profile.renewal                                  | 2026-03-19T23:00:00Z",
        "now != profile.renewal                                  | 2026-03-19T23:00:00Z",
        "now > timestamp('2026-03-01')                           | never",
        "now <= profile.due                                      | 2026-03-10T12:00:00.001Z",
        "now == profile.due                                      | never",
        "now >= now                                              | never",
        "now <= timestamp('2026-03-10T12:00:00Z')                | 2026-03-10T12:00:00.001Z",
        "profile.renewal - now < duration('P3D')                 | 2026-03-16T23:00:00.001Z",
        "now - profile.renewal > duration('PT1H')                | 2026-03-20T00:00:00.001Z",
        "now + duration('PT1H') >= profile.renewal               | 2026-03-19T22:00:00Z",
        "now < last('Order').at + duration('PT2H')               | 2026-03-10T13:30:00Z",
        "session().exists(e, now - e.at >= duration('PT40M'))    | 2026-03-10T12:10:00Z",
        "(profile.plan == 'pro' ? now : now) > profile.renewal   | 2026-03-19T23:00:00.001Z",
        "now > profile.plan                                      | never",
        "profile.missing > now                                   | never",
        "profile.plan == 'free' && now > profile.renewal         | never",
        "profile.plan == 'pro' || now > profile.renewal          | never",
        "now.getHours('Asia/Kathmandu') == 17                    | 2026-03-10T12:15:00Z",
        "now.getDayOfWeek('Europe/Berlin') == 2                  | 2026-03-10T23:00:00Z",
        "now.getMonth() == 2                                     | 2026-03-11T00:00:00Z",
        "now.getMinutes() == 2                                   | 2026-03-10T12:01:00Z",
        "now.getSeconds() == 2                                   | 2026-03-10T12:00:01Z",
        "(now - last('Order').at).getMinutes() > 31              | 2026-03-10T12:01:00Z",
        "(profile.renewal - now).getHours() < 200                | 2026-03-10T12:00:00.001Z",
        "local_time() >= '14:30'                                 | 2026-03-10T13:30:00Z",
        "'09:00' <= local_time()                                 | 2026-03-10T23:00:00Z",
        "local_time() == '13:00'                                 | 2026-03-10T12:01:00Z",
        "local_time() > profile.plan                             | 2026-03-10T12:01:00Z",
        "local_time() in ['14:30']                               | 2026-03-10T12:01:00Z",
        "string(now) == 'x'                                      | 2026-03-10T12:01:00Z",
      })
  void aConditionKnowsWhenItCouldNextChange(String text, String changesAt) {
    Instant expected = changesAt == null ? null : Instant.parse(changesAt);
    // What would change at this very moment has changed already.
    Instant ahead = expected == null || expected.equals(ana().now) ? null : expected;
    assertThat(ana().changesAt(Cel.expr(text))).as(text).isEqualTo(ahead);
  }

  @Test
  void localTimeIsLookedAtAgainWhenClocksAreChanged() {
    Person ana = new Person().in("Europe/Berlin").at("2026-10-25T00:45:00Z");
    Expr late = Cel.expr("local_time() >= '02:30'");
    assertThat(ana.holds(late)).isTrue();
    assertThat(ana.changesAt(late)).isEqualTo("2026-10-25T01:00:00Z");
  }

  private static final List<IntFunction<String>> FORMS =
      List.of(
          n -> "count('A', 'PT%dH') > %d".formatted(1 + n % 40, n % 4),
          n -> "did('B', 'P%dD')".formatted(1 + n % 3),
          n -> "sum('A', 'n', 'P%dD') >= %d.5".formatted(1 + n % 3, n % 9),
          n -> "count('A', 'P1M') == %d".formatted(n % 6),
          n -> "days_since('A') >= %d".formatted(n % 5),
          n -> "last('B').at < now - duration('PT%dM')".formatted(n % 3000),
          n -> "profile.date <= now + duration('PT%dM')".formatted(n % 3000),
          n -> "now - profile.date == duration('PT%dM')".formatted(n % 100),
          n -> "session().size() > %d".formatted(n % 3),
          n -> "session().exists(e, now - e.at > duration('PT%dM'))".formatted(n % 30),
          n -> "local_time() >= '%02d:%02d'".formatted(n % 24, n % 60),
          n -> "local_time() == '%02d:%02d'".formatted(n % 24, n % 60),
          n -> "now.getHours('Europe/Berlin') == %d".formatted(n % 24),
          n -> "now.getDayOfWeek('America/New_York') == %d".formatted(n % 7),
          n -> "(now - profile.date).getHours() > %d".formatted(n % 50 - 25),
          n -> "(profile.date - now).getMinutes() < %d".formatted(n % 500 - 250),
          n -> "engaged('email', 'PT%dM')".formatted(1 + n % 300));

  private static String condition(SplittableRandom random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(5);
    String left = FORMS.get(random.nextInt(FORMS.size())).apply(random.nextInt(5000));
    return switch (kind) {
      case 1 -> "(%s && %s)".formatted(left, condition(random, depth - 1));
      case 2 -> "(%s || %s)".formatted(left, condition(random, depth - 1));
      case 3 -> "!(%s)".formatted(condition(random, depth - 1));
      case 4 -> "(%s ? %s : %s)".formatted(left, condition(random, depth - 1), "false");
      default -> left;
    };
  }

  /// Between now and the moment that it names, a condition stays as it is.
  @Seeds(400)
  void nothingChangesBeforeItsTime(long seed, SplittableRandom random) {
    String text = condition(random, 3);
    Expr expr = Cel.expr(text);
    Instant start =
        Instant.parse(random.nextBoolean() ? "2026-03-27T00:00:00Z" : "2026-10-23T00:00:00Z");
    Person ana = new Person().in("Europe/Berlin");
    ana.trait("date", start.plusMillis(random.nextLong(4 * 86_400_000L)).toString());
    for (int i = 0; i < 12; i++) {
      String at = start.plusMillis(random.nextLong(4 * 86_400_000L)).toString();
      String name = List.of("A", "B", "Email Opened").get(random.nextInt(3));
      ana.did(Person.event(name, at, Map.of("n", Value.of(random.nextInt(5)))));
    }
    for (int i = 0; i < 10; i++) {
      Instant now = start.plusMillis(random.nextLong(5 * 86_400_000L));
      Value value = ana.at(now).value(expr);
      Instant changesAt = ana.changesAt(expr);
      Instant last = changesAt == null ? now.plusSeconds(40L * 86_400) : changesAt.minusMillis(1);
      assertThat(changesAt == null || changesAt.isAfter(now)).isTrue();
      long span = last.toEpochMilli() - now.toEpochMilli();
      for (int sample = 0; sample < 20; sample++) {
        Instant then = sample == 0 ? last : now.plusMillis(random.nextLong(span + 1));
        assertThat(ana.at(then).value(expr))
            .as("%s at %s, as at %s, until %s", text, then, now, changesAt)
            .isEqualTo(value);
      }
    }
  }
}
