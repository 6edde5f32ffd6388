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

  static Value over(Comprehension macro, Interpreter interpreter, Notes notes) {
    Value range = interpreter.evaluate(macro.range());
    notes.boundMoves |= notes.readsNow;
    return switch (range) {
      case Items(List<Value> items) -> over(items, macro, interpreter, notes);
      case Fields(Map<String, Value> fields) -> {
        List<Value> keys = new ArrayList<>(fields.size());
        fields.keySet().forEach(key -> keys.add(new Text(key)));
        yield over(keys, macro, interpreter, notes);
      }
      case Nothing _ -> none(macro.macro());
      case Bool _, Text _, Value.Int _, Value.Decimal _, Value.Moment _, Value.Span _ -> {
        notes.mismatch();
        yield none(macro.macro());
      }
    };
  }

  private static Value over(
      List<Value> elements, Comprehension macro, Interpreter interpreter, Notes notes) {
    List<Value> collected = new ArrayList<>();
    int holding = 0;
    for (Value element : elements) {
      if (!interpreter.mayStep()) {
        notes.mismatch();
        return none(macro.macro());
      }
      boolean holds =
          interpreter.truth(interpreter.evaluateWith(macro.variable(), element, macro.condition()));
      if (!holds && macro.macro() == Macro.ALL) {
        return Bool.FALSE;
      }
      if (holds && macro.macro() == Macro.EXISTS) {
        return Bool.TRUE;
      }
      if (holds) {
        holding++;
        collect(element, macro, interpreter, collected);
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
      Value element, Comprehension macro, Interpreter interpreter, List<Value> collected) {
    Expr transform = macro.transform();
    if (macro.macro() == Macro.FILTER) {
      collected.add(element);
    } else if (transform != null) {
      collected.add(interpreter.evaluateWith(macro.variable(), element, transform));
    }
  }

  private static Value none(Macro macro) {
    return switch (macro) {
      case ALL, EXISTS, EXISTS_ONE -> Bool.FALSE;
      case MAP, FILTER -> Nothing.NOTHING;
    };
  }
}
