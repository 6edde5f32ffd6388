package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.codec.liquid.Filter.Markup;
import dev.throughline.codec.liquid.Scope.Loop;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Span;
import dev.throughline.event.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What terms and chains are worth at one place of a rendering.
final class Evaluator {
  private final Scope scope;
  private final Escape escape;
  private final Budget budget;

  Evaluator(Scope scope, Escape escape, Budget budget) {
    this.scope = scope;
    this.escape = escape;
    this.budget = budget;
  }

  /// A chain's value.
  ///
  /// @param escaped fit to print as it is
  /// @param missing the lookup that made the value missing; null where none did
  record Outcome(Value value, boolean escaped, @Nullable String missing) {}

  Outcome chain(Chain chain) {
    Value value = term(chain.base());
    boolean escaped =
        escape == Escape.NONE
            || (chain.base() instanceof Term.Lookup(String root, _, _) && scope.isEscaped(root));
    String missing = missing(chain.base(), value);
    for (Chain.Call call : chain.calls()) {
      List<Value> positional = new ArrayList<>();
      String lost = null;
      for (Term argument : call.positional()) {
        Value given = term(argument);
        positional.add(given);
        lost = lost == null ? missing(argument, given) : lost;
      }
      Markup markup = call.filter().markup();
      if (markup != Markup.DEFAULT && (missing != null || lost != null)) {
        value = Nothing.NOTHING;
        missing = missing == null ? lost : missing;
        continue;
      }
      boolean bare = escape == Escape.HTML && !escaped;
      Arguments arguments = new Arguments(positional, named(call), scope.now(), bare, budget);
      Value input = value;
      budget.charge(input);
      value = call.filter().function().apply(input, arguments);
      budget.charge(value);
      escaped = escape == Escape.NONE || isEscaped(markup, escaped, input.equals(value));
      missing = value.isNothing() ? lost(missing, lost, chain) : null;
    }
    return new Outcome(value, escaped, missing);
  }

  /// A filter that finds nothing, such as `first` of an empty list, makes a missing value too.
  private static String lost(@Nullable String missing, @Nullable String lost, Chain chain) {
    if (lost != null) {
      return lost;
    }
    if (missing != null) {
      return missing;
    }
    return chain.base() instanceof Term.Lookup(_, _, String text) ? text : "a value";
  }

  private boolean isEscaped(Markup markup, boolean before, boolean unchanged) {
    return switch (markup) {
      case PLAIN -> false;
      case KEEPS -> before;
      case HTML -> escape == Escape.HTML;
      case JSON -> escape == Escape.JSON;
      case RAW -> true;
      case DEFAULT -> before && unchanged;
    };
  }

  private static @Nullable String missing(Term term, Value value) {
    return value.isNothing() && term instanceof Term.Lookup(_, _, String text) ? text : null;
  }

  private SortedMap<String, Value> named(Chain.Call call) {
    SortedMap<String, Value> named = new TreeMap<>();
    call.named().forEach((name, term) -> named.put(name, term(term)));
    return named;
  }

  boolean holds(Term term) {
    return Coercion.isTrue(term(term));
  }

  Value term(Term term) {
    budget.spend(1);
    return switch (term) {
      case Term.Constant(Value value) -> value;
      case Term.Hollow _ -> Value.of("");
      case Term.Lookup lookup -> lookup(lookup);
      case Term.Range _ -> Nothing.NOTHING;
      case Term.Compare(Term left, Term.Operator operator, Term right) ->
          Value.of(compare(left, operator, right));
    };
  }

  private boolean compare(Term left, Term.Operator operator, Term right) {
    return switch (operator) {
      case AND -> holds(left) && holds(right);
      case OR -> holds(left) || holds(right);
      case EQUAL -> equal(left, right);
      case UNEQUAL -> !equal(left, right);
      case CONTAINS -> contains(term(left), term(right));
      case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(term(left), operator, term(right));
    };
  }

  private boolean equal(Term left, Term right) {
    if (left instanceof Term.Hollow hollow) {
      return is(term(right), hollow);
    }
    if (right instanceof Term.Hollow hollow) {
      return is(term(left), hollow);
    }
    return equal(term(left), term(right));
  }

  boolean equal(Value left, Value right) {
    budget.charge(left);
    return Coercion.equal(left, right);
  }

  private static boolean is(Value value, Term.Hollow hollow) {
    return switch (hollow) {
      case EMPTY -> Coercion.isEmpty(value);
      case BLANK -> Coercion.isBlank(value);
    };
  }

  private static boolean ordered(Value left, Term.Operator operator, Value right) {
    var order = Coercion.compare(left, right);
    if (order.isEmpty()) {
      return false;
    }
    int sign = order.getAsInt();
    return switch (operator) {
      case LESS -> sign < 0;
      case AT_MOST -> sign <= 0;
      case GREATER -> sign > 0;
      case AT_LEAST -> sign >= 0;
      case EQUAL, UNEQUAL, CONTAINS, AND, OR -> false;
    };
  }

  private boolean contains(Value whole, Value part) {
    budget.charge(whole);
    return switch (whole) {
      case Text(String text) -> !part.isNothing() && text.contains(Coercion.text(part));
      case Items(var values) -> values.stream().anyMatch(item -> Coercion.equal(item, part));
      case Fields(var values) -> values.containsKey(Coercion.text(part));
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Span _ -> false;
    };
  }

  private Value lookup(Term.Lookup lookup) {
    Loop loop = loop(lookup.root());
    if (loop != null) {
      return inLoop(loop, lookup.path());
    }
    Value value = scope.get(lookup.root());
    for (Term step : lookup.path()) {
      value = step(value, term(step));
    }
    return value;
  }

  private @Nullable Loop loop(String root) {
    boolean named = root.equals(Scope.LOOP) || root.equals(Scope.TABLE_LOOP);
    return named && scope.variable(root) == null ? scope.loop() : null;
  }

  private Value inLoop(Loop innermost, List<Term> path) {
    Loop loop = innermost;
    Value value = Nothing.NOTHING;
    for (Term step : path) {
      String name = Coercion.text(term(step));
      if (!name.equals("parentloop")) {
        value = loop.get(name);
      } else if (loop.parent() == null) {
        return Nothing.NOTHING;
      } else {
        loop = loop.parent();
      }
    }
    return value;
  }

  /// One `.name` or `[key]` of a lookup.
  private static Value step(Value value, Value key) {
    return switch (value) {
      case Fields fields when !fields.get(Coercion.text(key)).isNothing() ->
          fields.get(Coercion.text(key));
      case Fields(var values) ->
          Coercion.text(key).equals("size") ? Value.of(values.size()) : Nothing.NOTHING;
      case Items(var values) -> item(values, key);
      case Text(String text) ->
          key.equals(Value.of("size"))
              ? Value.of(text.codePointCount(0, text.length()))
              : Nothing.NOTHING;
      case Nothing _, Bool _, Int _, Decimal _, Moment _, Span _ -> Nothing.NOTHING;
    };
  }

  private static Value item(List<Value> items, Value key) {
    if (key instanceof Text(String name)) {
      return switch (name) {
        case "size" -> Value.of(items.size());
        case "first" -> items.isEmpty() ? Nothing.NOTHING : items.getFirst();
        case "last" -> items.isEmpty() ? Nothing.NOTHING : items.getLast();
        default -> Nothing.NOTHING;
      };
    }
    if (!Coercion.isNumber(key)) {
      return Nothing.NOTHING;
    }
    int written = Coercion.whole(key);
    int index = written < 0 ? items.size() + written : written;
    return index >= 0 && index < items.size() ? items.get(index) : Nothing.NOTHING;
  }
}
