package dev.throughline.codec.liquid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.Token;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.AtomContext;
import liquid.parser.v4.LiquidParser.BlockContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.Capture_tag_StrContext;
import liquid.parser.v4.LiquidParser.Case_tagContext;
import liquid.parser.v4.LiquidParser.Comment_tagContext;
import liquid.parser.v4.LiquidParser.Cycle_tagContext;
import liquid.parser.v4.LiquidParser.Else_tagContext;
import liquid.parser.v4.LiquidParser.Elsif_tagContext;
import liquid.parser.v4.LiquidParser.Empty_tagContext;
import liquid.parser.v4.LiquidParser.ExprContext;
import liquid.parser.v4.LiquidParser.For_arrayContext;
import liquid.parser.v4.LiquidParser.For_rangeContext;
import liquid.parser.v4.LiquidParser.For_tagContext;
import liquid.parser.v4.LiquidParser.If_tagContext;
import liquid.parser.v4.LiquidParser.OtherContext;
import liquid.parser.v4.LiquidParser.Other_tagContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.Raw_tagContext;
import liquid.parser.v4.LiquidParser.Simple_tagContext;
import liquid.parser.v4.LiquidParser.Table_tagContext;
import liquid.parser.v4.LiquidParser.TermContext;
import liquid.parser.v4.LiquidParser.Unless_tagContext;
import liquid.parser.v4.LiquidParser.When_tagContext;
import org.jspecify.annotations.Nullable;

/// From liqp's parse tree to ours, checking what the grammar leaves open.
final class Lowering {
  private static final Set<String> PERSONAL = Set.of("profile", "account");

  private final Set<String> missingDefaults = new TreeSet<>();

  /// What the conditions around the present place ask about.
  private final Deque<Set<String>> asked = new ArrayDeque<>();

  private int firstLine = 1;

  /// Lookups of personal values that are printed without a default and without being asked about.
  List<String> missingDefaults() {
    return List.copyOf(missingDefaults);
  }

  /// @param depth of templates inside of tags
  Body template(String source, int line, int depth) {
    if (depth > Nesting.MAX_DEPTH) {
      throw new Mistake(line, "Tags are nested too deep", "Take some of them apart.");
    }
    var root = Syntax.parse(source, line);
    int outer = firstLine;
    firstLine = line;
    Body body = body(root.block(), depth);
    firstLine = outer;
    return body;
  }

  private Body body(BlockContext block, int depth) {
    return atoms(block.atom(), depth);
  }

  private Body atoms(List<AtomContext> atoms, int depth) {
    List<Node> nodes = new ArrayList<>();
    for (AtomContext atom : atoms) {
      nodes.addAll(nodes(atom.getChild(0), depth));
    }
    return new Body(nodes);
  }

  private List<Node> nodes(ParseTree tree, int depth) {
    return switch (tree) {
      case OtherContext text -> List.of(new Node.Text(text.getText()));
      case OutputContext output -> List.of(output(terms().chain(output.term(), output.filter())));
      case AssignmentContext assign ->
          List.of(
              new Node.Assign(
                  assign.id().getText(), terms().chain(assign.expr(), assign.filter())));
      case Raw_tagContext raw -> List.of(new Node.Text(raw.raw_body().getText()));
      case Comment_tagContext _, Empty_tagContext _ -> List.of();
      case If_tagContext tag -> List.of(branch(tag, depth));
      case Unless_tagContext tag -> List.of(branch(tag, depth));
      case Case_tagContext tag -> List.of(cases(tag, depth));
      case For_tagContext tag -> nodes(tag.getChild(0), depth);
      case For_arrayContext tag -> List.of(loop(tag, depth));
      case For_rangeContext tag -> List.of(loop(tag, depth));
      case Table_tagContext tag -> List.of(table(tag, depth));
      case Cycle_tagContext tag -> List.of(cycle(tag));
      case Capture_tag_IdContext tag ->
          List.of(new Node.Capture(tag.id().getText(), body(tag.block(), depth)));
      case Capture_tag_StrContext tag ->
          List.of(new Node.Capture(Terms.unquoted(tag.Str().getText()), body(tag.block(), depth)));
      case Simple_tagContext tag -> simple(tag, depth);
      case Other_tagContext tag -> List.of(new Node.IfChanged(atoms(tag.atom(), depth)));
      case ParserRuleContext wrapper when wrapper.getChildCount() > 0 ->
          nodes(wrapper.getChild(0), depth);
      default ->
          throw new Mistake(
              firstLine,
              "'%s' is not expected here".formatted(Syntax.shortened(tree.getText())),
              "Check the spelling of this tag.");
    };
  }

  private Terms terms() {
    return new Terms(firstLine);
  }

  private Node output(Chain chain) {
    if (chain.base() instanceof Term.Lookup(String root, _, String text)
        && PERSONAL.contains(root)
        && !text.equals("profile.id")
        && !chain.hasDefault()
        && asked.stream().noneMatch(names -> names.contains(text))) {
      missingDefaults.add(text);
    }
    return new Node.Output(chain);
  }

  private Node branch(If_tagContext tag, int depth) {
    List<Term> conditions = new ArrayList<>();
    List<BlockContext> blocks = new ArrayList<>();
    conditions.add(terms().term(tag.expr()));
    blocks.add(tag.block());
    for (Elsif_tagContext more : tag.elsif_tag()) {
      conditions.add(terms().term(more.expr()));
      blocks.add(more.block());
    }
    return branch(conditions, blocks, false, tag.else_tag(), depth);
  }

  private Node branch(Unless_tagContext tag, int depth) {
    Term condition = terms().term(tag.expr());
    return branch(List.of(condition), List.of(tag.block()), true, tag.else_tag(), depth);
  }

  private Node branch(
      List<Term> conditions,
      List<BlockContext> blocks,
      boolean unless,
      @Nullable Else_tagContext otherwise,
      int depth) {
    Set<String> lookups = new TreeSet<>();
    conditions.forEach(condition -> lookups.addAll(Terms.lookups(condition)));
    asked.push(lookups);
    List<Node.If.Arm> arms = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      arms.add(new Node.If.Arm(conditions.get(i), unless, body(blocks.get(i), depth)));
    }
    Body rest = otherwise(otherwise, depth);
    asked.pop();
    return new Node.If(arms, rest);
  }

  private Body otherwise(@Nullable Else_tagContext tag, int depth) {
    return tag == null ? Body.EMPTY : body(tag.block(), depth);
  }

  private Node cases(Case_tagContext tag, int depth) {
    Term subject = terms().term(tag.expr());
    asked.push(Terms.lookups(subject));
    List<Node.Case.When> arms = new ArrayList<>();
    for (When_tagContext when : tag.when_tag()) {
      List<Term> values = new ArrayList<>();
      for (TermContext value : when.term()) {
        values.add(terms().term(value));
      }
      arms.add(new Node.Case.When(values, body(when.block(), depth)));
    }
    Body otherwise = otherwise(tag.else_tag(), depth);
    asked.pop();
    return new Node.Case(subject, arms, otherwise);
  }

  private Node loop(For_arrayContext tag, int depth) {
    String name = tag.id().getText();
    return new Node.For(
        name,
        name + "-" + tag.lookup().getText(),
        terms().lookup(tag.lookup()),
        terms().window(tag.for_attribute()),
        tag.Reversed() != null,
        false,
        null,
        body(tag.for_block().a, depth),
        tag.for_block().b == null ? Body.EMPTY : body(tag.for_block().b, depth));
  }

  private Node loop(For_rangeContext tag, int depth) {
    String name = tag.id().getText();
    Term range = new Term.Range(terms().term(tag.from), terms().term(tag.to));
    return new Node.For(
        name,
        name + "-" + tag.from.getText() + ".." + tag.to.getText(),
        range,
        terms().window(tag.for_attribute()),
        tag.Reversed() != null,
        false,
        null,
        body(tag.block(), depth),
        Body.EMPTY);
  }

  private Node table(Table_tagContext tag, int depth) {
    Terms.Table attributes = terms().table(tag.attribute());
    return new Node.For(
        tag.id().getText(),
        tag.id().getText() + "-" + tag.lookup().getText(),
        terms().lookup(tag.lookup()),
        attributes.window(),
        false,
        true,
        attributes.columns(),
        body(tag.block(), depth),
        Body.EMPTY);
  }

  private Node cycle(Cycle_tagContext tag) {
    List<Term> values = new ArrayList<>();
    StringBuilder label = new StringBuilder();
    for (ExprContext value : tag.expr()) {
      values.add(terms().term(value));
      label.append(value.getText()).append(',');
    }
    ExprContext group = tag.cycle_group().expr();
    return new Node.Cycle(group == null ? label.toString() : group.getText(), values);
  }

  private List<Node> simple(Simple_tagContext tag, int depth) {
    Token start = tag.SimpleTagId().getSymbol();
    int line = start.getLine() + firstLine - 1;
    String name = tag.SimpleTagId().getText();
    String text = TagText.of(tag);
    return switch (name) {
      case "break" -> List.of(Node.Jump.BREAK);
      case "continue" -> List.of(Node.Jump.CONTINUE);
      case "increment" -> List.of(new Node.Count(text, true));
      case "decrement" -> List.of(new Node.Count(text, false));
      case "echo" -> template("{{" + text + "}}", line, depth + 1).nodes();
      case "abort_message" -> List.of(abort(text, line, depth));
      case "liquid" -> template(TagText.tagPerLine(tag), line, depth + 1).nodes();
      default -> throw new IllegalStateException("Tag %s is known and not run".formatted(name));
    };
  }

  /// Braze writes the reason in brackets.
  private Node abort(String text, int line, int depth) {
    String bare =
        text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
    if (bare.isBlank()) {
      return new Node.Abort(null);
    }
    List<Node> reason = template("{{" + bare + "}}", line, depth + 1).nodes();
    return reason.getFirst() instanceof Node.Output(Chain chain)
        ? new Node.Abort(chain)
        : new Node.Abort(null);
  }
}
