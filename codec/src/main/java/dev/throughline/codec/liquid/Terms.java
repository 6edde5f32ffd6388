package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Term.Operator;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Nothing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liquid.parser.v4.LiquidParser;
import liquid.parser.v4.LiquidParser.AttributeContext;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.Expr_containsContext;
import liquid.parser.v4.LiquidParser.Expr_eqContext;
import liquid.parser.v4.LiquidParser.Expr_logicContext;
import liquid.parser.v4.LiquidParser.Expr_relContext;
import liquid.parser.v4.LiquidParser.Expr_termContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.For_attributeContext;
import liquid.parser.v4.LiquidParser.IndexContext;
import liquid.parser.v4.LiquidParser.LookupContext;
import liquid.parser.v4.LiquidParser.Lookup_IdContext;
import liquid.parser.v4.LiquidParser.Lookup_StrContext;
import liquid.parser.v4.LiquidParser.Lookup_emptyContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.Param_exprContext;
import liquid.parser.v4.LiquidParser.Param_expr_exprContext;
import liquid.parser.v4.LiquidParser.Param_expr_key_valueContext;
import liquid.parser.v4.LiquidParser.TermContext;
import liquid.parser.v4.LiquidParser.Term_BlankContext;
import liquid.parser.v4.LiquidParser.Term_DoubleNumContext;
import liquid.parser.v4.LiquidParser.Term_EmptyContext;
import liquid.parser.v4.LiquidParser.Term_FalseContext;
import liquid.parser.v4.LiquidParser.Term_LongNumContext;
import liquid.parser.v4.LiquidParser.Term_NilContext;
import liquid.parser.v4.LiquidParser.Term_StrContext;
import liquid.parser.v4.LiquidParser.Term_TrueContext;
import liquid.parser.v4.LiquidParser.Term_exprContext;
import liquid.parser.v4.LiquidParser.Term_lookupContext;
import org.jspecify.annotations.Nullable;

/// From liqp's expressions, filters and attributes to ours.
///
/// @param firstLine the line of the document on which the parsed text begins
record Terms(int firstLine) {
  private static final int MAX_DIGITS = 100;

  /// The attributes of a `tablerow`.
  record Table(Node.For.Window window, @Nullable Term columns) {}

  Chain chain(ParserRuleContext base, List<FilterContext> filters) {
    Term term =
        base instanceof ExprContext expression ? term(expression) : term((TermContext) base);
    return new Chain(term, filters.stream().map(this::call).toList());
  }

  private Chain.Call call(FilterContext written) {
    String name = written.Id().getText();
    Filter filter = Filters.ALL.get(name);
    if (filter == null) {
      throw new Mistake(
          line(written),
          "There is no filter '%s'".formatted(Syntax.shortened(name)),
          Closest.hint(
              name,
              Filters.ALL.keySet(),
              "Known filters: " + String.join(", ", Filters.ALL.keySet()) + "."));
    }
    List<Term> positional = new ArrayList<>();
    SortedMap<String, Term> named = new TreeMap<>();
    if (written.params() != null) {
      for (Param_exprContext param : written.params().param_expr()) {
        if (param instanceof Param_expr_exprContext value) {
          positional.add(term(value.expr()));
        } else if (param instanceof Param_expr_key_valueContext pair) {
          named.put(pair.id2().getText(), term(pair.expr()));
        }
      }
    }
    checkArguments(filter, positional, named, written);
    return new Chain.Call(filter, positional, named);
  }

  private void checkArguments(
      Filter filter, List<Term> positional, SortedMap<String, Term> named, FilterContext written) {
    if (positional.size() < filter.least() || positional.size() > filter.most()) {
      String takes =
          filter.least() == filter.most()
              ? String.valueOf(filter.least())
              : filter.least() + " to " + filter.most();
      throw new Mistake(
          line(written),
          "The filter '%s' takes %s arguments, not %d"
              .formatted(filter.name(), takes, positional.size()),
          "Write {{ value | %s%s }}."
              .formatted(filter.name(), filter.most() == 0 ? "" : ": argument, …"));
    }
    boolean takesNamed = filter.markup() == Filter.Markup.DEFAULT;
    for (String name : named.keySet()) {
      if (!takesNamed || !name.equals(Filters.ALLOW_FALSE)) {
        throw new Mistake(
            line(written),
            "The filter '%s' has no argument '%s'".formatted(filter.name(), name),
            takesNamed ? "Did you mean 'allow_false'?" : "Give its arguments without names.");
      }
    }
  }

  private int line(ParserRuleContext context) {
    return context.getStart().getLine() + firstLine - 1;
  }

  Term term(ExprContext expression) {
    return switch (expression) {
      case Expr_termContext single -> term(single.term());
      case Expr_containsContext pair -> compare(pair.lhs, Operator.CONTAINS, pair.rhs);
      case Expr_eqContext pair ->
          compare(
              pair.lhs,
              pair.op.getType() == LiquidParser.Eq ? Operator.EQUAL : Operator.UNEQUAL,
              pair.rhs);
      case Expr_relContext pair -> compare(pair.lhs, order(pair.op.getType()), pair.rhs);
      case Expr_logicContext pair ->
          compare(
              pair.lhs,
              pair.op.getType() == LiquidParser.And ? Operator.AND : Operator.OR,
              pair.rhs);
      default -> throw new IllegalStateException("Unknown expression " + expression.getText());
    };
  }

  private Term compare(ExprContext left, Operator operator, ExprContext right) {
    return new Term.Compare(term(left), operator, term(right));
  }

  private static Operator order(int token) {
    return switch (token) {
      case LiquidParser.Lt -> Operator.LESS;
      case LiquidParser.LtEq -> Operator.AT_MOST;
      case LiquidParser.Gt -> Operator.GREATER;
      default -> Operator.AT_LEAST;
    };
  }

  Term term(TermContext term) {
    return switch (term) {
      case Term_DoubleNumContext number -> new Term.Constant(Value.of(number(number)));
      case Term_LongNumContext number -> new Term.Constant(Coercion.value(number(number)));
      case Term_StrContext text -> new Term.Constant(Value.of(unquoted(text.getText())));
      case Term_TrueContext _ -> new Term.Constant(Value.of(true));
      case Term_FalseContext _ -> new Term.Constant(Value.of(false));
      case Term_NilContext _ -> new Term.Constant(Nothing.NOTHING);
      case Term_EmptyContext _ -> Term.Hollow.EMPTY;
      case Term_BlankContext _ -> Term.Hollow.BLANK;
      case Term_lookupContext lookup -> lookup(lookup.lookup());
      case Term_exprContext inner -> term(inner.expr());
      default -> throw new IllegalStateException("Unknown term " + term.getText());
    };
  }

  private BigDecimal number(TermContext term) {
    String digits = term.getText();
    if (digits.length() > MAX_DIGITS) {
      throw new Mistake(line(term), "This number is too long", "Write a shorter one.");
    }
    return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
  }

  static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  Term lookup(LookupContext lookup) {
    return switch (lookup) {
      case Lookup_emptyContext _ -> Term.Hollow.EMPTY;
      case Lookup_id_indexesContext path -> {
        List<Term> steps = new ArrayList<>();
        for (IndexContext index : path.index()) {
          steps.add(
              index.expr() == null
                  ? new Term.Constant(Value.of(index.id2().getText()))
                  : term(index.expr()));
        }
        String text = path.getText();
        String name = path.QMark() == null ? text : text.substring(0, text.length() - 1);
        yield new Term.Lookup(path.id().getText(), steps, name);
      }
      case Lookup_StrContext named ->
          new Term.Lookup(unquoted(named.Str().getText()), List.of(), named.getText());
      case Lookup_IdContext _ ->
          throw new Mistake(
              line(lookup),
              "A variable named by another variable is not supported",
              "Name the variable itself.");
      default -> throw new IllegalStateException("Unknown lookup " + lookup.getText());
    };
  }

  Node.For.Window window(List<For_attributeContext> attributes) {
    Term limit = null;
    Term offset = null;
    boolean resume = false;
    for (For_attributeContext attribute : attributes) {
      if (attribute.Continue() != null) {
        resume = true;
      } else if (attribute.Offset() != null) {
        offset = term(attribute.expr());
      } else if (attribute.Id().getText().equals("limit")) {
        limit = term(attribute.expr());
      } else {
        throw unknownAttribute(attribute, attribute.Id().getText(), List.of("limit", "offset"));
      }
    }
    return new Node.For.Window(limit, offset, resume);
  }

  Table table(List<AttributeContext> attributes) {
    Term limit = null;
    Term offset = null;
    Term columns = null;
    for (AttributeContext attribute : attributes) {
      Term value = term(attribute.expr());
      if (attribute.Offset() != null) {
        offset = value;
      } else {
        switch (attribute.Id().getText()) {
          case "limit" -> limit = value;
          case "cols" -> columns = value;
          default ->
              throw unknownAttribute(
                  attribute, attribute.Id().getText(), List.of("cols", "limit", "offset"));
        }
      }
    }
    return new Table(new Node.For.Window(limit, offset, false), columns);
  }

  private Mistake unknownAttribute(ParserRuleContext at, String name, List<String> known) {
    return new Mistake(
        line(at),
        "A loop has no attribute '%s'".formatted(Syntax.shortened(name)),
        Closest.hint(name, known, "Known: " + String.join(", ", known) + "."));
  }

  /// What a condition looks at, as written.
  static Set<String> lookups(Term term) {
    Set<String> names = new TreeSet<>();
    collect(term, names);
    return names;
  }

  private static void collect(Term term, Set<String> names) {
    switch (term) {
      case Term.Lookup(_, _, String text) -> names.add(text);
      case Term.Compare(Term left, _, Term right) -> {
        collect(left, names);
        collect(right, names);
      }
      case Term.Range(Term from, Term to) -> {
        collect(from, names);
        collect(to, names);
      }
      case Term.Constant _, Term.Hollow _ -> {}
    }
  }
}
