package dev.throughline.condition;

import static dev.throughline.condition.Expr.Compare.Comparison.EQUAL;
import static dev.throughline.condition.Expr.Compare.Comparison.GREATER_OR_EQUAL;
import static dev.throughline.condition.Expr.Compare.Comparison.LESS;
import static dev.throughline.condition.Expr.Compare.Comparison.NOT_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Expr.Arithmetic.Operator;
import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Expr PROFILE = new Expr.Variable(Expr.Variable.Name.PROFILE);
  private static final Expr MISSING = new Expr.Select(PROFILE, "missing");
  private static final Expr NULL = new Expr.Literal(Nothing.NOTHING);

  private final Person ana = new Person();

  private static Expr number(String value) {
    return new Expr.Literal(
        value.contains(".") || value.contains("e")
            ? Value.of(new BigDecimal(value))
            : Value.of(Long.parseLong(value)));
  }

  private static Expr text(String value) {
    return new Expr.Literal(Value.of(value));
  }

  private static Expr compare(Expr left, Comparison comparison, Expr right) {
    return new Expr.Compare(comparison, left, right);
  }

  private static Expr arithmetic(Expr left, Operator operator, Expr right) {
    return new Expr.Arithmetic(operator, left, right);
  }

  @Test
  void numbersCompareByValueWhateverTheirForm() {
    assertThat(ana.holds(compare(number("5"), EQUAL, number("5.0")))).isTrue();
    assertThat(ana.holds(compare(number("5.00"), EQUAL, number("5.0")))).isTrue();
    assertThat(ana.holds(compare(number("0.1"), LESS, number("1")))).isTrue();
    assertThat(ana.holds(compare(number("9007199254740993"), EQUAL, number("9007199254740992.0"))))
        .isFalse();
    assertThat(ana.mismatches(compare(number("5"), EQUAL, number("5.1")))).isZero();
  }

  @Test
  void aMissingValueIsNullEqualOnlyToNullAndHasNoOrder() {
    assertThat(ana.holds(compare(MISSING, EQUAL, NULL))).isTrue();
    assertThat(ana.holds(compare(MISSING, NOT_EQUAL, NULL))).isFalse();
    for (Expr other : List.of(number("0"), text(""), new Expr.Literal(Value.Bool.FALSE))) {
      assertThat(ana.holds(compare(MISSING, EQUAL, other))).isFalse();
      assertThat(ana.holds(compare(MISSING, NOT_EQUAL, other))).isTrue();
      for (Comparison order : List.of(LESS, GREATER_OR_EQUAL)) {
        assertThat(ana.holds(compare(MISSING, order, other))).isFalse();
        assertThat(ana.holds(compare(other, order, MISSING))).isFalse();
      }
      assertThat(ana.mismatches(compare(MISSING, LESS, other))).isZero();
    }
    assertThat(ana.holds(compare(NULL, GREATER_OR_EQUAL, NULL))).isFalse();
    assertThat(ana.holds(new Expr.Select(MISSING, "deeper"))).isFalse();
    assertThat(ana.mismatches(new Expr.Select(MISSING, "deeper"))).isZero();
  }

  @Test
  void otherMismatchesOfTypeAreFalseAndCounted() {
    assertThat(ana.holds(compare(text("a"), LESS, number("1")))).isFalse();
    assertThat(ana.mismatches(compare(text("a"), LESS, number("1")))).isEqualTo(1);
    assertThat(ana.holds(compare(text("5"), EQUAL, number("5")))).isFalse();
    assertThat(ana.mismatches(compare(text("5"), EQUAL, number("5")))).isEqualTo(1);
    assertThat(ana.holds(text("true"))).isFalse();
    assertThat(ana.holds(new Expr.Not(text("true")))).isFalse();
    assertThat(ana.mismatches(new Expr.Not(text("true")))).isEqualTo(1);
  }

  @Test
  void whatIsMissingIsNotSo() {
    assertThat(ana.holds(new Expr.Not(MISSING))).isTrue();
    assertThat(ana.holds(new Expr.And(List.of(new Expr.Not(MISSING), MISSING)))).isFalse();
    assertThat(ana.holds(new Expr.Or(List.of(MISSING, new Expr.Not(MISSING))))).isTrue();
    assertThat(ana.value(new Expr.Conditional(MISSING, number("1"), number("2"))))
        .isEqualTo(Value.of(2));
  }

  @Test
  void arithmeticIsExactAndNeverFails() {
    assertThat(ana.value(arithmetic(number("0.1"), Operator.ADD, number("0.2"))))
        .isEqualTo(Value.of(new BigDecimal("0.3")));
    assertThat(value("7", Operator.DIVIDE, "2")).isEqualTo(Value.of(new BigDecimal("3.5")));
    assertThat(value("6", Operator.DIVIDE, "2")).isEqualTo(Value.of(3));
    assertThat(value("-7", Operator.MODULO, "2")).isEqualTo(Value.of(-1));
    assertThat(value("9223372036854775807", Operator.ADD, "1"))
        .isEqualTo(Value.of(new BigDecimal("9223372036854775808")));
    assertThat(value("9223372036854775807", Operator.MULTIPLY, "2"))
        .isEqualTo(Value.of(new BigDecimal("18446744073709551614")));
    for (Operator division : List.of(Operator.DIVIDE, Operator.MODULO)) {
      assertThat(value("1", division, "0")).isEqualTo(Nothing.NOTHING);
      assertThat(ana.mismatches(arithmetic(number("1.5"), division, number("0.0")))).isEqualTo(1);
    }
    assertThat(ana.mismatches(arithmetic(MISSING, Operator.ADD, number("1")))).isZero();
    assertThat(ana.mismatches(arithmetic(text("a"), Operator.ADD, number("1")))).isEqualTo(1);
  }

  private Value value(String left, Operator operator, String right) {
    return ana.value(arithmetic(number(left), operator, number(right)));
  }

  @Test
  void hugeNumbersAreComparedButNotReckonedWith() {
    Expr huge = number("1e999999999");
    assertThat(ana.holds(compare(number("1"), LESS, huge))).isTrue();
    assertThat(ana.holds(compare(huge, EQUAL, number("1e999999999")))).isTrue();
    assertThat(ana.value(arithmetic(huge, Operator.ADD, number("1")))).isEqualTo(Nothing.NOTHING);
    assertThat(ana.value(new Expr.Call(Expr.Call.Function.INT, List.of(huge))))
        .isEqualTo(Nothing.NOTHING);
  }

  @Test
  void macrosGiveUpAfterTheirStepsAndAreCounted() {
    Items hundreds = new Items(Collections.nCopies(200, Value.of(1)));
    Expr list = new Expr.Literal(hundreds);
    Expr inner = all(list, "b", new Expr.Literal(Value.Bool.TRUE));
    Expr nested = all(list, "a", inner);
    assertThat(ana.holds(inner)).isTrue();
    assertThat(ana.holds(nested)).isFalse();
    assertThat(ana.mismatches(nested)).isPositive();
  }

  @Test
  void textCannotBeDoubledWithoutEnd() {
    Expr doubled = text("abcdefgh");
    for (int i = 0; i < 40; i++) {
      Expr once = new Expr.Bound("x");
      doubled =
          new Expr.Index(
              map(new Expr.ListOf(List.of(doubled)), arithmetic(once, Operator.ADD, once)),
              number("0"));
    }
    assertThat(ana.value(doubled)).isEqualTo(Nothing.NOTHING);
  }

  private static Expr all(Expr range, String variable, Expr condition) {
    return new Expr.Comprehension(Expr.Comprehension.Macro.ALL, range, variable, condition, null);
  }

  private static Expr map(Expr range, @Nullable Expr transform) {
    return new Expr.Comprehension(
        Expr.Comprehension.Macro.MAP, range, "x", new Expr.Literal(Value.Bool.TRUE), transform);
  }

  @Test
  void overAMissingListNothingHoldsNotEvenAll() {
    for (Expr.Comprehension.Macro macro :
        List.of(
            Expr.Comprehension.Macro.ALL,
            Expr.Comprehension.Macro.EXISTS,
            Expr.Comprehension.Macro.EXISTS_ONE)) {
      Expr test =
          new Expr.Comprehension(macro, MISSING, "x", new Expr.Literal(Value.Bool.TRUE), null);
      assertThat(ana.holds(test)).isFalse();
      assertThat(ana.mismatches(test)).isZero();
    }
  }

  @Test
  void noValueMakesAnOperationFail() {
    List<Value> values =
        List.of(
            Nothing.NOTHING,
            Value.Bool.TRUE,
            Value.of("2026-03-01"),
            Value.of("P99999999999D"),
            Value.of(Long.MIN_VALUE),
            Value.of(new BigDecimal("1e-999999")),
            new Value.Moment(Instant.MAX),
            new Value.Span(Duration.ofSeconds(Long.MAX_VALUE)),
            new Items(List.of(Nothing.NOTHING)),
            Value.Fields.EMPTY);
    List<Expr> all = new ArrayList<>();
    values.forEach(value -> all.add(new Expr.Literal(value)));
    for (Expr a : all) {
      for (Expr b : all) {
        for (Operator operator : Operator.values()) {
          ana.value(arithmetic(a, operator, b));
        }
        for (Comparison comparison : Comparison.values()) {
          ana.value(compare(a, comparison, b));
        }
        for (Expr.Call.Function function : Expr.Call.Function.values()) {
          ana.value(new Expr.Call(function, List.of(a, b)));
        }
        ana.value(new Expr.Index(a, b));
        ana.value(new Expr.In(a, b));
        ana.value(new Expr.Negate(a));
        ana.value(all(a, "x", compare(new Expr.Bound("x"), EQUAL, b)));
      }
    }
    assertThat(ana.value(NULL)).isEqualTo(Nothing.NOTHING);
  }
}
