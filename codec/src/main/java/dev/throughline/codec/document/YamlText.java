package dev.throughline.codec.document;

import dev.throughline.event.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// YAML 1.2 (and so JSON) with the core schema, read to trees with places. `on` is a name there,
/// not a truth, and 09:00 is text.
final class YamlText {
  static final int MAX_DEPTH = 64;
  static final int MAX_VALUES = 100_000;
  private static final String SYNTAX_REMEDY =
      "Check the indentation, quotes and brackets on this line and the one before.";

  private final Source source;
  private final Consumer<Problem> problems;
  private int values;

  private YamlText(Source source, Consumer<Problem> problems) {
    this.source = source;
    this.problems = problems;
  }

  /// The content of one document; null when there is none, or none that can be read.
  static @Nullable Tree read(Source source, Consumer<Problem> problems) {
    return new YamlText(source, problems).read();
  }

  private @Nullable Tree read() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.file())
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      if (isTooDeep(settings)) {
        return null;
      }
      Iterator<Node> nodes = new Compose(settings).composeAllFromString(source.text()).iterator();
      Tree tree = nodes.hasNext() ? tree(nodes.next(), "") : null;
      if (nodes.hasNext()) {
        Node second = nodes.next();
        problem(
            line(second.getStartMark()),
            "",
            "syntax",
            "A second document begins here.",
            "Put a line with --- between two documents.");
      }
      return tree;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problem(
          line(mark), "", "syntax", "This is not YAML: " + sentence(e.getProblem()), SYNTAX_REMEDY);
    } catch (YamlEngineException e) {
      String why = e.getMessage() == null ? "it cannot be read" : e.getMessage();
      problem(
          source.firstLine(), "", "syntax", "This is not YAML: " + sentence(why), SYNTAX_REMEDY);
    } catch (TooManyValues e) {
      problem(
          source.firstLine(),
          "",
          "too-large",
          "The document has more than 100,000 values.",
          "Split it, and use fewer anchors and aliases.");
    }
    return null;
  }

  /// Before composing, which recurses.
  private boolean isTooDeep(LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(source.text())) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        problem(
            line(event.getStartMark()),
            "",
            "too-large",
            "Values are nested more than " + MAX_DEPTH + " deep here.",
            "Nest them less.");
        return true;
      }
    }
    return false;
  }

  private Tree tree(Node node, String pointer) {
    if (++values > MAX_VALUES) {
      throw new TooManyValues();
    }
    Position at = position(node, pointer);
    if (node.isRecursive()) {
      problem(at.line(), pointer, "syntax", "This value contains itself.", "Remove the alias.");
      return scalar(at, node);
    }
    return switch (node) {
      case MappingNode mapping -> fields(mapping, at);
      case SequenceNode sequence -> items(sequence, at);
      case ScalarNode scalar ->
          ScalarText.read(scalar.getTag(), scalar.getValue()) instanceof ScalarText.Ok(var value)
              ? new Tree.Scalar(at, value, scalar.getValue(), script(scalar))
              : strange(scalar, at);
      default -> throw new IllegalStateException("Not a node of YAML: " + node.getClass());
    };
  }

  private Tree items(SequenceNode sequence, Position at) {
    List<Tree> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(tree(item, at.below(items.size())));
    }
    return new Tree.Items(at, items);
  }

  private Tree fields(MappingNode mapping, Position at) {
    var fields = new LinkedHashMap<String, Tree.Field>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problem(
            line(tuple.getKeyNode().getStartMark()),
            at.pointer(),
            "syntax",
            "A field's name must be text here.",
            "Give it a plain name, or quote a text that starts with { or [.");
        continue;
      }
      Position key = position(name, at.below(name.getValue()));
      Tree.Field first = fields.get(name.getValue());
      if (first != null) {
        problem(
            key.line(),
            key.pointer(),
            "duplicate-field",
            "'%s' is given twice, here and on line %d."
                .formatted(name.getValue(), first.key().line()),
            "Keep one of the two.");
        continue;
      }
      fields.put(name.getValue(), new Tree.Field(key, tree(tuple.getValueNode(), key.pointer())));
    }
    return new Tree.Fields(at, fields);
  }

  private Tree strange(ScalarNode scalar, Position at) {
    problem(
        at.line(),
        at.pointer(),
        "syntax",
        "'%s' cannot be read as %s.".formatted(scalar.getValue(), scalar.getTag().getValue()),
        "Write a text, a number, true, false or null; numbers have at most 100 digits.");
    return scalar(at, scalar);
  }

  private Tree scalar(Position at, Node node) {
    return new Tree.Scalar(at, Value.Nothing.NOTHING, "", script(node));
  }

  private Script script(Node node) {
    int first = line(node.getStartMark());
    int last = Math.max(first, line(node.getEndMark()));
    boolean block =
        node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    return new Script(
        source, node.getStartMark().map(Mark::getIndex).orElse(0), first, last, block);
  }

  private Position position(Node node, String pointer) {
    int column = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    return new Position(line(node.getStartMark()), column, pointer);
  }

  private int line(Optional<Mark> mark) {
    return source.firstLine() + mark.map(Mark::getLine).orElse(0);
  }

  private static String sentence(String why) {
    return why.endsWith(".") ? why : why + ".";
  }

  private void problem(int line, String pointer, String code, String message, String remedy) {
    problems.accept(
        new Problem(source.file(), line, "", pointer, Severity.ERROR, code, message, remedy));
  }

  /// Ends the reading of a document that grew without end through its aliases.
  private static final class TooManyValues extends RuntimeException {}
}
