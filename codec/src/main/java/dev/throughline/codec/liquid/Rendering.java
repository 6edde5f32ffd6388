package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Evaluator.Outcome;
import dev.throughline.codec.liquid.Scope.Loop;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// One run of a template over one model; used once, by one thread.
final class Rendering {
  /// How a body ended.
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final Budget budget = new Budget();
  private final Scope scope;
  private final Evaluator evaluator;
  private final Escape escape;
  private final Map<String, Integer> cycles = new HashMap<>();
  private final Map<String, Long> counters = new HashMap<>();
  private final Map<String, Long> resumes = new HashMap<>();
  private final IdentityHashMap<Node, String> unchanged = new IdentityHashMap<>();
  private Sink sink = new Sink(budget);

  Rendering(Fields model, Escape escape) {
    this.scope = new Scope(model);
    this.escape = escape;
    this.evaluator = new Evaluator(scope, escape, budget);
  }

  String run(Body body) {
    render(body);
    return sink.text();
  }

  private Flow render(Body body) {
    for (Node node : body.nodes()) {
      Flow flow = render(node);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow render(Node node) {
    budget.spend(1);
    return switch (node) {
      case Node.Text(String text) -> print(text);
      case Node.Output(Chain chain) -> print(printed(evaluator.chain(chain)));
      case Node.Assign(String name, Chain chain) -> {
        Outcome outcome = evaluator.chain(chain);
        scope.set(name, outcome.value(), outcome.escaped());
        yield Flow.ON;
      }
      case Node.Capture(String name, Body body) -> {
        Flow[] flow = {Flow.ON};
        String text = captured(body, flow);
        scope.set(name, Value.of(text), true);
        yield flow[0];
      }
      case Node.If branch -> render(chosen(branch));
      case Node.Case cases -> render(cases);
      case Node.For loop -> loop(loop);
      case Node.Cycle(String label, List<Term> values) -> cycle(label, values);
      case Node.Count(String name, boolean up) -> count(name, up);
      case Node.IfChanged(Body body) -> {
        Flow[] flow = {Flow.ON};
        String text = captured(body, flow);
        if (!text.equals(unchanged.put(node, text))) {
          print(text);
        }
        yield flow[0];
      }
      case Node.Abort(Chain reason) ->
          throw new Stopped(
              reason == null
                  ? "aborted"
                  : "aborted: " + Coercion.text(evaluator.chain(reason).value()));
      case Node.Jump jump -> jump == Node.Jump.BREAK ? Flow.BREAK : Flow.CONTINUE;
    };
  }

  private Flow print(String text) {
    sink.print(text);
    return Flow.ON;
  }

  private String printed(Outcome outcome) {
    if (outcome.missing() != null) {
      throw new Stopped(
          "%s is missing; give it a default: {{ %s | default: '...' }}"
              .formatted(outcome.missing(), outcome.missing()));
    }
    String text = Coercion.text(outcome.value());
    budget.reserve(text.length());
    return outcome.escaped() ? text : escape.apply(text);
  }

  private String captured(Body body, Flow[] flow) {
    Sink outer = sink;
    sink = new Sink(budget);
    flow[0] = render(body);
    String text = sink.text();
    sink = outer;
    return text;
  }

  private Body chosen(Node.If branch) {
    for (Node.If.Arm arm : branch.arms()) {
      if (evaluator.holds(arm.when()) != arm.unless()) {
        return arm.body();
      }
    }
    return branch.otherwise();
  }

  private Flow render(Node.Case cases) {
    boolean found = false;
    for (Node.Case.When arm : cases.arms()) {
      boolean holds =
          arm.values().stream()
              .anyMatch(value ->
                  evaluator.holds(new Term.Compare(cases.subject(), Term.Operator.EQUAL, value)));
      if (holds) {
        found = true;
        Flow flow = render(arm.body());
        if (flow != Flow.ON) {
          return flow;
        }
      }
    }
    return found ? Flow.ON : render(cases.otherwise());
  }

  private Flow loop(Node.For loop) {
    Sequence all = sequence(loop.items());
    long from = Math.min(start(loop), all.size());
    Term limit = loop.window().limit();
    long length =
        limit == null
            ? all.size() - from
            : Math.clamp(Coercion.whole(evaluator.term(limit)), 0, all.size() - from);
    resumes.put(loop.label(), from + length);
    if (length == 0) {
      return render(loop.otherwise());
    }
    long columns = columns(loop, length);
    Value before = scope.variable(loop.name());
    boolean beforeEscaped = scope.isEscaped(loop.name());
    Loop parent = scope.loop();
    Flow flow = Flow.ON;
    for (long i = 0; i < length && flow != Flow.BREAK; i++) {
      budget.iterate();
      scope.set(loop.name(), all.get(loop.reversed() ? from + length - 1 - i : from + i), false);
      Loop running = new Loop(loop.label(), length, i, columns, parent);
      scope.enter(running);
      flow = loop.table() ? cell(running, loop.body()) : render(loop.body());
      scope.leave();
    }
    if (loop.table()) {
      print("</tr>\n");
    }
    scope.restore(loop.name(), before, beforeEscaped);
    return Flow.ON;
  }

  private long start(Node.For loop) {
    if (loop.window().resume()) {
      return resumes.getOrDefault(loop.label(), 0L);
    }
    Term offset = loop.window().offset();
    return offset == null ? 0 : Math.max(0, Coercion.whole(evaluator.term(offset)));
  }

  private long columns(Node.For loop, long length) {
    Term columns = loop.columns();
    return columns == null ? length : Math.max(1, Coercion.whole(evaluator.term(columns)));
  }

  private Flow cell(Loop loop, Body body) {
    long column = loop.index() % loop.columns() + 1;
    long row = loop.index() / loop.columns() + 1;
    if (column == 1) {
      print(row == 1 ? "<tr class=\"row1\">\n" : "</tr>\n<tr class=\"row%d\">".formatted(row));
    }
    print("<td class=\"col%d\">".formatted(column));
    Flow flow = render(body);
    print("</td>");
    return flow;
  }

  /// What a loop goes through; a range is never written out.
  private record Sequence(List<Value> items, long first, long size) {
    Value get(long index) {
      return items.isEmpty() ? Value.of(first + index) : items.get(Math.toIntExact(index));
    }
  }

  private Sequence sequence(Term items) {
    if (items instanceof Term.Range(Term from, Term to)) {
      long first = Coercion.whole(evaluator.term(from));
      return new Sequence(
          List.of(), first, Math.max(0, Coercion.whole(evaluator.term(to)) - first + 1));
    }
    Value value = evaluator.term(items);
    List<Value> listed =
        value instanceof Fields(var fields)
            ? fields.entrySet().stream()
                .<Value>map(f -> new Items(List.of(Value.of(f.getKey()), f.getValue())))
                .toList()
            : Coercion.isEmpty(value) ? List.of() : ListFilters.items(value);
    return new Sequence(listed, 0, listed.size());
  }

  private Flow cycle(String label, List<Term> values) {
    int turn = cycles.getOrDefault(label, 0) % values.size();
    cycles.put(label, turn + 1);
    Term term = values.get(turn);
    // What the author wrote out is the author's markup.
    String text = Coercion.text(evaluator.term(term));
    return print(term instanceof Term.Constant ? text : escape.apply(text));
  }

  private Flow count(String name, boolean up) {
    long before = counters.getOrDefault(name, 0L);
    counters.put(name, before + (up ? 1 : -1));
    return print(String.valueOf(up ? before : before - 1));
  }
}
