package dev.throughline.codec.cel;

import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.throughline.codec.cel.Conditions.Known;
import dev.throughline.codec.cel.Conditions.Mistake;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.EventFields;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Arithmetic.Operator;
import dev.throughline.condition.Expr.Compare.Comparison;
import dev.throughline.condition.Expr.Variable.Name;
import dev.throughline.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns CEL's checked tree into an expression of the engine, and notes every mistake that the type
/// checker cannot see. What is wrong stands as nothing, so that the rest is still looked at.
final class Conversion {
  static final Expr NOTHING = new Expr.Literal(Value.Nothing.NOTHING);

  private final Source source;
  private final List<Mistake> mistakes;
  private final PersonFunctions personFunctions;
  private final StandardCalls standardCalls;

  /// Decimals that CEL's own text of the tree would not tell apart from their neighbours.
  private final List<BigDecimal> inexact = new ArrayList<>();

  Conversion(Source source, Known known, List<Mistake> mistakes) {
    this.source = source;
    this.mistakes = mistakes;
    this.personFunctions = new PersonFunctions(this, known);
    this.standardCalls = new StandardCalls(this);
  }

  Expr convert(Place place) {
    return convert(source.tree().getExpr(), Scope.of(place));
  }

  Expr convert(CelExpr part, Scope scope) {
    return switch (part.getKind()) {
      case CONSTANT -> constant(part);
      case IDENT -> identifier(part, scope);
      case SELECT -> select(part, scope);
      case CALL -> call(part, part.call(), scope);
      case LIST -> new Expr.ListOf(convert(part.list().elements(), scope));
      case MAP -> new Expr.FieldsOf(entries(part, scope));
      case COMPREHENSION -> MacroCalls.convert(part, source, this, scope);
      case STRUCT -> mistake(part, "Messages cannot be built here", "Use a map: {'field': value}");
      case NOT_SET -> throw new IllegalStateException("A part without a kind in " + source.text());
    };
  }

  List<Expr> convert(List<CelExpr> parts, Scope scope) {
    return parts.stream().map(part -> convert(part, scope)).toList();
  }

  Source source() {
    return source;
  }

  /// Decimals so far whose exact digits matter for telling two texts apart.
  List<BigDecimal> inexact() {
    return inexact;
  }

  Expr mistake(CelExpr part, String message, String remedy) {
    return mistake(source.place(part), message, remedy);
  }

  /// A mistake in a call is shown at the name of the function, which CEL places at its bracket.
  Expr mistakeInCall(CelExpr part, String message, String remedy) {
    CelSourceLocation bracket = source.place(part);
    int name = bracket.getColumn() - part.call().function().length();
    return mistake(CelSourceLocation.of(bracket.getLine(), Math.max(1, name)), message, remedy);
  }

  private Expr mistake(CelSourceLocation place, String message, String remedy) {
    mistakes.add(new Mistake(place.getLine(), place.getColumn(), message, remedy));
    return NOTHING;
  }

  private Expr constant(CelExpr part) {
    CelConstant constant = part.constant();
    return switch (constant.getKind()) {
      case NULL_VALUE -> NOTHING;
      case BOOLEAN_VALUE -> literal(Value.of(constant.booleanValue()));
      case INT64_VALUE -> literal(Value.of(constant.int64Value()));
      case UINT64_VALUE ->
          literal(Value.of(new BigDecimal(constant.uint64Value().bigIntegerValue())));
      case DOUBLE_VALUE -> literal(Value.of(decimal(part)));
      case STRING_VALUE -> literal(Value.of(constant.stringValue()));
      case NOT_SET, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE ->
          mistake(part, "Bytes cannot be used in a condition", "Write a text: 'abc'");
    };
  }

  private BigDecimal decimal(CelExpr part) {
    BigDecimal exact = source.decimal(part);
    double parsed = part.constant().doubleValue();
    if (!Double.isFinite(parsed) || exact.compareTo(BigDecimal.valueOf(parsed)) != 0) {
      inexact.add(exact);
    }
    return exact;
  }

  private Expr identifier(CelExpr part, Scope scope) {
    String identifier = part.ident().name();
    if (scope.binds(identifier)) {
      return new Expr.Bound(identifier);
    }
    Name name = variable(identifier);
    if (name == null) {
      return mistake(
          part,
          "'%s' cannot be used here".formatted(identifier),
          "Inside where only event can be used; types are no values in conditions");
    }
    return scope.allows(name)
        ? new Expr.Variable(name)
        : mistake(part, "There is no '%s' here".formatted(identifier), scope.remedy(name));
  }

  private static @Nullable Name variable(String identifier) {
    return Language.VARIABLES.contains(identifier)
        ? Name.valueOf(identifier.toUpperCase(Locale.ROOT))
        : null;
  }

  private Expr select(CelExpr part, Scope scope) {
    CelSelect select = part.select();
    Expr target = convert(select.operand(), scope);
    String field = select.field();
    if (isEvent(target) && !EventFields.NAMES.contains(field)) {
      return mistake(
          source.field(part),
          "An event has no '%s'".formatted(field),
          Spelling.remedy(
              field,
              EventFields.NAMES,
              "Its properties are under properties, as in event.properties." + field));
    }
    return select.testOnly() ? new Expr.Has(target, field) : new Expr.Select(target, field);
  }

  private static boolean isEvent(Expr target) {
    boolean atHand =
        target instanceof Expr.Variable(Name name) && (name == Name.EVENT || name == Name.ENTRY);
    return atHand || target instanceof Expr.First || target instanceof Expr.Last;
  }

  private List<Expr.FieldsOf.Entry> entries(CelExpr part, Scope scope) {
    return part.map().entries().stream()
        .map(entry ->
            new Expr.FieldsOf.Entry(convert(entry.key(), scope), convert(entry.value(), scope)))
        .toList();
  }

  private Expr call(CelExpr part, CelCall call, Scope scope) {
    List<CelExpr> arguments = call.args();
    return switch (call.function()) {
      case "_&&_" -> new Expr.And(chain(part, "_&&_", scope));
      case "_||_" -> new Expr.Or(chain(part, "_||_", scope));
      case "!_" -> new Expr.Not(convert(arguments.getFirst(), scope));
      case "-_" -> new Expr.Negate(convert(arguments.getFirst(), scope));
      case "_==_" -> compare(Comparison.EQUAL, arguments, scope);
      case "_!=_" -> compare(Comparison.NOT_EQUAL, arguments, scope);
      case "_<_" -> compare(Comparison.LESS, arguments, scope);
      case "_<=_" -> compare(Comparison.LESS_OR_EQUAL, arguments, scope);
      case "_>_" -> compare(Comparison.GREATER, arguments, scope);
      case "_>=_" -> compare(Comparison.GREATER_OR_EQUAL, arguments, scope);
      case "_+_" -> arithmetic(Operator.ADD, arguments, scope);
      case "_-_" -> arithmetic(Operator.SUBTRACT, arguments, scope);
      case "_*_" -> arithmetic(Operator.MULTIPLY, arguments, scope);
      case "_%_" -> arithmetic(Operator.MODULO, arguments, scope);
      case "_/_" -> quotient(arguments, scope);
      case "_?_:_" -> {
        List<Expr> parts = convert(arguments, scope);
        yield new Expr.Conditional(parts.get(0), parts.get(1), parts.get(2));
      }
      case "@in" -> {
        List<Expr> parts = convert(arguments, scope);
        yield new Expr.In(parts.get(0), parts.get(1));
      }
      case "_[_]" -> {
        List<Expr> parts = convert(arguments, scope);
        yield new Expr.Index(parts.get(0), parts.get(1));
      }
      case "dyn" -> convert(arguments.getFirst(), scope);
      default ->
          personFunctions.has(call.function())
              ? personFunctions.convert(part, scope)
              : standardCalls.convert(part, scope);
    };
  }

  /// CEL balances `a && b && c` into a tree; here it is one list, in the order of the text.
  private List<Expr> chain(CelExpr part, String operator, Scope scope) {
    List<Expr> operands = new ArrayList<>();
    for (CelExpr argument : part.call().args()) {
      if (argument.getKind() == CelExpr.ExprKind.Kind.CALL
          && argument.call().function().equals(operator)) {
        operands.addAll(chain(argument, operator, scope));
      } else {
        operands.add(convert(argument, scope));
      }
    }
    return operands;
  }

  private Expr compare(Comparison comparison, List<CelExpr> arguments, Scope scope) {
    List<Expr> sides = convert(arguments, scope);
    return new Expr.Compare(comparison, sides.get(0), sides.get(1));
  }

  private Expr arithmetic(Operator operator, List<CelExpr> arguments, Scope scope) {
    List<Expr> sides = convert(arguments, scope);
    return new Expr.Arithmetic(operator, sides.get(0), sides.get(1));
  }

  /// Two integers divide to an integer, as CEL has it; a property may be written `7` or `7.0`, and
  /// must give the same.
  private Expr quotient(List<CelExpr> arguments, Scope scope) {
    Expr quotient = arithmetic(Operator.DIVIDE, arguments, scope);
    return arguments.stream().allMatch(source::isInteger)
        ? new Expr.Call(Expr.Call.Function.INT, List.of(quotient))
        : quotient;
  }

  static Expr literal(Value value) {
    return new Expr.Literal(value);
  }
}
