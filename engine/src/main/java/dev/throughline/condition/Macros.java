package dev.throughline.condition;

import dev.throughline.condition.Expr.Comprehension;
import dev.throughline.condition.Expr.Comprehension.Macro;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `all`, `exists`, `exists_one`, `map` and `filter` over a list or the keys of an object. Over a
/// missing list nothing holds, not even `all`.
final class Macros {
  private Macros() {}

  static Value over(Comprehension macro, Evaluation evaluation, Notes notes) {
    Value range = evaluation.evaluate(macro.range());
    notes.boundMoves |= notes.readsNow;
    return switch (range) {
      case Items(List<Value> items) -> over(items, macro, evaluation, notes);
      case Fields(Map<String, Value> fields) -> {
        List<Value> keys = new ArrayList<>(fields.size());
        fields.keySet().forEach(key -> keys.add(new Text(key)));
        yield over(keys, macro, evaluation, notes);
      }
      case Nothing _ -> none(macro.macro());
      default -> {
        notes.mismatch();
        yield none(macro.macro());
      }
    };
  }

  private static Value over(
      List<Value> elements, Comprehension macro, Evaluation evaluation, Notes notes) {
    List<Value> collected = new ArrayList<>();
    int holding = 0;
    for (Value element : elements) {
      if (!evaluation.mayStep()) {
        notes.mismatch();
        return none(macro.macro());
      }
      boolean holds =
          evaluation.truth(evaluation.evaluateWith(macro.variable(), element, macro.condition()));
      if (!holds && macro.macro() == Macro.ALL) {
        return Bool.FALSE;
      }
      if (holds && macro.macro() == Macro.EXISTS) {
        return Bool.TRUE;
      }
      if (holds) {
        holding++;
        collect(element, macro, evaluation, collected);
      }
    }
    return switch (macro.macro()) {
      case ALL -> Bool.TRUE;
      case EXISTS -> Bool.FALSE;
      case EXISTS_ONE -> Value.of(holding == 1);
      case MAP, FILTER -> new Items(collected);
    };
  }

  private static void collect(
      Value element, Comprehension macro, Evaluation evaluation, List<Value> collected) {
    Expr transform = macro.transform();
    if (macro.macro() == Macro.FILTER) {
      collected.add(element);
    } else if (transform != null) {
      collected.add(evaluation.evaluateWith(macro.variable(), element, transform));
    }
  }

  private static Value none(Macro macro) {
    return switch (macro) {
      case ALL, EXISTS, EXISTS_ONE -> Bool.FALSE;
      case MAP, FILTER -> Nothing.NOTHING;
    };
  }
}
