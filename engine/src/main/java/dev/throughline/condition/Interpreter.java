package dev.throughline.condition;

import dev.throughline.condition.Expr.Call.Function;
import dev.throughline.condition.Expr.Window;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Bool;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Walks an expression and gives its value; what it notices on the way goes to the notes.
final class Interpreter {
  /// How many elements the macros of one condition may look at before they give up.
  static final int MAX_STEPS = 10_000;

  private final Variables variables;
  private final Standing standing;
  private final ZoneId zone;
  private final Notes notes;
  private @Nullable Binding bound;
  private int steps;

  /// A macro's variable, and those bound around it.
  private record Binding(String name, Value value, @Nullable Binding outer) {}

  Interpreter(Variables variables, Standing standing, ZoneId zone, Notes notes) {
    this.variables = variables;
    this.standing = standing;
    this.zone = zone;
    this.notes = notes;
  }

  /// The value of a whole condition.
  Value whole(Expr expr) {
    steps = 0;
    notes.readsNow = false;
    notes.boundMoves = false;
    Value value = evaluate(expr);
    if (notes.readsNow) {
      notes.changesWithTheMinute();
    }
    return value;
  }

  Value evaluate(Expr expr) {
    return switch (expr) {
      case Expr.Compare compare -> compare(compare);
      case Expr.Select(Expr target, String field) -> select(target, field);
      case Expr.Literal(Value value) -> value;
      case Expr.And(List<Expr> operands) -> Value.of(all(operands));
      case Expr.Or(List<Expr> operands) -> Value.of(any(operands));
      case Expr.Not(Expr operand) -> not(evaluate(operand));
      case Expr.InSegment(String segment) -> Value.of(standing.isIn(segment));
      case Expr.Did(Metric metric, Window window) -> Value.of(standing.any(metric, window));
      case Expr.Count(Metric metric, Window window) -> standing.count(metric, window);
      case Expr.Sum(Metric metric, Window window) -> standing.sum(metric, window);
      case Expr.Engaged(Metric metric, Window window) -> Value.of(standing.any(metric, window));
      case Expr.Has(Expr target, String field) -> Value.of(!select(target, field).isNothing());
      case Expr.In(Expr element, Expr collection) -> Value.of(in(element, collection));
      case Expr.Variable(Expr.Variable.Name name) -> variable(name);
      case Expr.Bound(String name) -> bound(name);
      case Expr.Conditional(Expr condition, Expr then, Expr otherwise) ->
          evaluate(truth(evaluate(condition)) ? then : otherwise);
      case Expr.Arithmetic(Expr.Arithmetic.Operator operator, Expr left, Expr right) ->
          Arithmetics.apply(operator, evaluate(left), evaluate(right), zone, notes);
      case Expr.Negate(Expr operand) -> Arithmetics.negate(evaluate(operand), notes);
      case Expr.Index(Expr target, Expr key) -> index(target, key);
      case Expr.ListOf(List<Expr> elements) -> list(elements);
      case Expr.FieldsOf(List<Expr.FieldsOf.Entry> entries) -> object(entries);
      case Expr.Call(Function function, List<Expr> arguments) -> call(function, arguments);
      case Expr.Matches(Expr text, TextPattern pattern) -> Value.of(found(pattern, text));
      case Expr.Comprehension macro -> Macros.over(macro, this, notes);
      case Expr.First(String event) -> standing.first(event);
      case Expr.Last(String event) -> standing.last(event);
      case Expr.DaysSince(String event) -> standing.daysSince(event);
      case Expr.Score(String score) -> variables.score(score);
      case Expr.Consented(String purpose, String channel) ->
          Value.of(standing.consented(purpose, channel));
      case Expr.MemberOf(String audience) -> Value.of(standing.isMemberOf(audience));
      case Expr.Session _ -> standing.session();
      case Expr.LocalTimeOfDay _ -> {
        notes.readsNow = true;
        yield LocalClock.text(zone, notes.nowMs);
      }
    };
  }

  /// Evaluates with one more variable bound.
  Value evaluateWith(String name, Value value, Expr expr) {
    Binding outer = bound;
    bound = new Binding(name, value, outer);
    Value result = evaluate(expr);
    bound = outer;
    return result;
  }

  /// Whether the macros may look at one more element.
  boolean mayStep() {
    return ++steps <= MAX_STEPS;
  }

  boolean truth(Value value) {
    if (value instanceof Bool(boolean truth)) {
      return truth;
    }
    if (!value.isNothing()) {
      notes.mismatch();
    }
    return false;
  }

  /// What is missing is not so; what is no truth at all is a mismatch, and false.
  private Value not(Value operand) {
    return Value.of(!truth(operand) && (operand instanceof Bool || operand.isNothing()));
  }

  private boolean all(List<Expr> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (!truth(evaluate(operands.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private boolean any(List<Expr> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (truth(evaluate(operands.get(i)))) {
        return true;
      }
    }
    return false;
  }

  private Value compare(Expr.Compare compare) {
    boolean outer = notes.readsNow;
    notes.readsNow = false;
    Value left = evaluate(compare.left());
    Value right = evaluate(compare.right());
    boolean holds = Comparisons.holds(compare.operator(), left, right, zone, notes);
    if (notes.readsNow) {
      Crossings.note(compare, left, right, zone, notes);
    }
    notes.readsNow = outer;
    return Value.of(holds);
  }

  private Value call(Function function, List<Expr> arguments) {
    boolean outer = notes.readsNow;
    notes.readsNow = false;
    Value first = evaluate(arguments.getFirst());
    Value second = arguments.size() > 1 ? evaluate(arguments.get(1)) : Nothing.NOTHING;
    Value result = Calls.apply(function, first, second, zone, notes);
    if (notes.readsNow && Calendars.reads(function) && !notes.boundMoves) {
      Calendars.noteChange(function, first, second, Slope.of(arguments.getFirst()), notes);
      notes.readsNow = false;
    }
    notes.readsNow |= outer;
    return result;
  }

  private Value variable(Expr.Variable.Name name) {
    if (name == Expr.Variable.Name.NOW) {
      notes.readsNow = true;
      return new Value.Moment(Instant.ofEpochMilli(notes.nowMs));
    }
    return variables.whole(name);
  }

  private Value bound(String name) {
    for (Binding binding = bound; binding != null; binding = binding.outer()) {
      if (binding.name().equals(name)) {
        return binding.value();
      }
    }
    return Nothing.NOTHING;
  }

  /// A field of a variable is read where it lies, without building the whole.
  private Value select(Expr target, String field) {
    if (target instanceof Expr.Variable(Expr.Variable.Name name)
        && name != Expr.Variable.Name.NOW) {
      return variables.field(name, field, notes);
    }
    return field(evaluate(target), field, notes);
  }

  static Value field(Value of, String field, Notes notes) {
    if (of instanceof Fields fields) {
      return fields.get(field);
    }
    if (!of.isNothing()) {
      notes.mismatch();
    }
    return Nothing.NOTHING;
  }

  private Value index(Expr target, Expr key) {
    return key instanceof Expr.Literal(Value.Text(String field))
        ? select(target, field)
        : Calls.index(evaluate(target), evaluate(key), notes);
  }

  private boolean in(Expr element, Expr collection) {
    Value sought = evaluate(element);
    if (collection instanceof Expr.ListOf(List<Expr> elements)) {
      for (int i = 0; i < elements.size(); i++) {
        if (Comparisons.same(sought, evaluate(elements.get(i)), zone)) {
          return true;
        }
      }
      return false;
    }
    if (collection instanceof Expr.Variable && sought instanceof Value.Text(String key)) {
      return !select(collection, key).isNothing();
    }
    return Calls.in(sought, evaluate(collection), zone, notes);
  }

  private Value list(List<Expr> elements) {
    List<Value> values = new ArrayList<>(elements.size());
    elements.forEach(element -> values.add(evaluate(element)));
    return new Items(values);
  }

  private Value object(List<Expr.FieldsOf.Entry> entries) {
    Map<String, Value> fields = new TreeMap<>();
    for (Expr.FieldsOf.Entry entry : entries) {
      if (evaluate(entry.key()) instanceof Value.Text(String name)) {
        fields.put(name, evaluate(entry.value()));
      } else {
        notes.mismatch();
      }
    }
    return new Fields(fields);
  }

  private boolean found(TextPattern pattern, Expr in) {
    Value value = evaluate(in);
    if (value instanceof Value.Text(String text) && text.length() <= Arithmetics.MAX_TEXT_LENGTH) {
      return pattern.foundIn(text);
    }
    if (!value.isNothing()) {
      notes.mismatch();
    }
    return false;
  }
}
