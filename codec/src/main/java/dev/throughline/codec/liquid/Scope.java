package dev.throughline.codec.liquid;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What names mean at one place of a rendering: the template's own variables, then the model.
final class Scope {
  static final String LOOP = "forloop";
  static final String TABLE_LOOP = "tablerowloop";

  /// Rendered and escaped before the template began.
  private static final String BLOCKS = "blocks";

  /// One running loop.
  record Loop(String label, long length, long index, long columns, @Nullable Loop parent) {
    Value get(String name) {
      return switch (name) {
        case "length" -> Value.of(length);
        case "index" -> Value.of(index + 1);
        case "index0" -> Value.of(index);
        case "rindex" -> Value.of(length - index);
        case "rindex0" -> Value.of(length - index - 1);
        case "first" -> Value.of(index == 0);
        case "last" -> Value.of(index == length - 1);
        case "name" -> Value.of(label);
        case "col" -> Value.of(index % columns + 1);
        case "col0" -> Value.of(index % columns);
        case "row" -> Value.of(index / columns + 1);
        case "col_first" -> Value.of(index % columns == 0);
        case "col_last" -> Value.of(index % columns == columns - 1 || index == length - 1);
        default -> Nothing.NOTHING;
      };
    }
  }

  private final Fields model;
  private final Map<String, Value> variables = new HashMap<>();
  private final Set<String> escaped = new HashSet<>();
  private final Deque<Loop> loops = new ArrayDeque<>();

  Scope(Fields model) {
    this.model = model;
  }

  /// Null where the template set no such variable.
  @Nullable Value variable(String name) {
    return variables.get(name);
  }

  Value get(String name) {
    Value own = variables.get(name);
    return own == null ? model.get(name) : own;
  }

  Value now() {
    return model.get("now");
  }

  /// Whether what the name holds is fit to print as it is.
  boolean isEscaped(String name) {
    return variables.containsKey(name) ? escaped.contains(name) : name.equals(BLOCKS);
  }

  void set(String name, Value value, boolean isEscaped) {
    variables.put(name, value);
    if (isEscaped) {
      escaped.add(name);
    } else {
      escaped.remove(name);
    }
  }

  void restore(String name, @Nullable Value value, boolean isEscaped) {
    if (value == null) {
      variables.remove(name);
      escaped.remove(name);
    } else {
      set(name, value, isEscaped);
    }
  }

  @Nullable Loop loop() {
    return loops.peek();
  }

  void enter(Loop loop) {
    loops.push(loop);
  }

  void leave() {
    loops.pop();
  }
}
