package dev.throughline.codec.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Call.Function;
import dev.throughline.condition.Times;
import dev.throughline.event.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Calls of CEL's standard library; what their literal arguments say wrong is found here, not when
/// the condition runs.
record StandardCalls(Conversion conversion) {
  Expr convert(CelExpr part, Scope scope) {
    CelCall call = part.call();
    List<CelExpr> written = new ArrayList<>();
    call.target().ifPresent(written::add);
    written.addAll(call.args());
    List<Expr> arguments = conversion.convert(written, scope);
    if (call.function().equals("matches")) {
      return matches(written, arguments);
    }
    Function function = StandardFunctions.named(call.function());
    if (function == null) {
      return conversion.mistakeInCall(
          part,
          "'%s' is not part of conditions".formatted(call.function()),
          "The functions are " + String.join(", ", StandardFunctions.names()));
    }
    return switch (function) {
      case TIMESTAMP -> timestamp(written.getFirst(), arguments);
      case DURATION -> duration(written.getFirst(), arguments);
      case FULL_YEAR,
          MONTH,
          DATE,
          DAY_OF_MONTH,
          DAY_OF_WEEK,
          DAY_OF_YEAR,
          HOURS,
          MINUTES,
          SECONDS,
          MILLISECONDS ->
          inZone(function, written, arguments);
      case SIZE, STARTS_WITH, ENDS_WITH, CONTAINS, INT, UINT, DOUBLE, STRING, BOOL ->
          new Expr.Call(function, arguments);
    };
  }

  private Expr matches(List<CelExpr> written, List<Expr> arguments) {
    CelExpr pattern = written.get(1);
    if (!(arguments.get(1) instanceof Expr.Literal(Value.Text(String source)))) {
      return conversion.mistake(
          pattern, "A pattern must be written out", "Write it in quotes: matches('^[A-Z]+$')");
    }
    return Re2.compile(source)
        .<Expr>map(compiled -> new Expr.Matches(arguments.get(0), compiled))
        .orElseGet(() ->
            conversion.mistake(
                pattern,
                "This is no pattern that can be searched for",
                "Write a short regular expression in RE2 syntax, without back references or"
                    + " look-around"));
  }

  /// A literal with its own offset is read now; a date means its start in the customer's zone.
  private Expr timestamp(CelExpr written, List<Expr> arguments) {
    if (!(arguments.getFirst() instanceof Expr.Literal(Value.Text(String text)))) {
      return new Expr.Call(Function.TIMESTAMP, arguments);
    }
    return Times.parse(text, ZoneOffset.UTC)
        .map(instant ->
            Times.isAbsolute(text)
                ? Conversion.literal(new Value.Moment(instant))
                : new Expr.Call(Function.TIMESTAMP, arguments))
        .orElseGet(() ->
            conversion.mistake(
                written,
                "'%s' is no date or time".formatted(text),
                "Write 2026-01-31 or 2026-01-31T09:30:00Z"));
  }

  private Expr duration(CelExpr written, List<Expr> arguments) {
    if (!(arguments.getFirst() instanceof Expr.Literal(Value.Text(String text)))) {
      return new Expr.Call(Function.DURATION, arguments);
    }
    return Times.parseSpan(text)
        .<Expr>map(span -> Conversion.literal(new Value.Span(span)))
        .orElseGet(() ->
            conversion.mistake(
                written,
                "'%s' is no duration".formatted(text),
                "Write an ISO 8601 duration such as PT24H or P30D"));
  }

  private Expr inZone(Function function, List<CelExpr> written, List<Expr> arguments) {
    if (arguments.size() > 1
        && arguments.get(1) instanceof Expr.Literal(Value.Text(String zone))
        && !isZone(zone)) {
      return conversion.mistake(
          written.get(1),
          "There is no zone '%s'".formatted(zone),
          Spelling.remedy(zone, ZoneId.getAvailableZoneIds(), "Write one such as Europe/Berlin"));
    }
    return new Expr.Call(function, arguments);
  }

  private static boolean isZone(String zone) {
    try {
      boolean bareOffset = !zone.isEmpty() && Character.isDigit(zone.charAt(0));
      return !ZoneId.of(bareOffset ? "+" + zone : zone).getId().isEmpty();
    } catch (DateTimeException _) {
      return false;
    }
  }
}
