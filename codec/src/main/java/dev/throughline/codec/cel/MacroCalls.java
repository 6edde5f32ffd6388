package dev.throughline.codec.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.throughline.condition.Expr;
import dev.throughline.condition.Expr.Comprehension;
import dev.throughline.condition.Expr.Comprehension.Macro;
import dev.throughline.event.Value;
import java.util.List;

/// Macros, which CEL's parser has expanded to loops, as what they were: the source remembers which
/// macro each loop came from, and each has its parts at known places.
final class MacroCalls {
  private static final Expr TRUE = new Expr.Literal(Value.Bool.TRUE);

  private MacroCalls() {}

  static Expr convert(CelExpr part, Source source, Conversion conversion, Scope scope) {
    CelComprehension loop = part.comprehension();
    CelExpr written = source.tree().getSource().getMacroCalls().get(part.id());
    if (written == null) {
      throw new IllegalStateException("A loop that no macro wrote in " + source.text());
    }
    Expr range = conversion.convert(loop.iterRange(), scope);
    String variable = loop.iterVar();
    Scope inside = scope.binding(variable);
    List<CelExpr> step = loop.loopStep().call().args();
    return switch (written.call().function()) {
      case "all" -> test(Macro.ALL, range, variable, conversion.convert(step.get(1), inside));
      case "exists" -> test(Macro.EXISTS, range, variable, conversion.convert(step.get(1), inside));
      case "exists_one" ->
          test(Macro.EXISTS_ONE, range, variable, conversion.convert(step.get(0), inside));
      case "filter" -> test(Macro.FILTER, range, variable, conversion.convert(step.get(0), inside));
      case "map" -> {
        boolean filtered = written.call().args().size() == 3;
        Expr condition = filtered ? conversion.convert(step.get(0), inside) : TRUE;
        CelExpr append = filtered ? step.get(1) : loop.loopStep();
        CelExpr element = append.call().args().get(1).list().elements().getFirst();
        Expr transform = conversion.convert(element, inside);
        yield new Comprehension(Macro.MAP, range, variable, condition, transform);
      }
      default ->
          throw new IllegalStateException("Not a macro of ours: " + written.call().function());
    };
  }

  private static Expr test(Macro macro, Expr range, String variable, Expr condition) {
    return new Comprehension(macro, range, variable, condition, null);
  }
}
