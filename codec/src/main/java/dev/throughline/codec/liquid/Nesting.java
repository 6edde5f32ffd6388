package dev.throughline.codec.liquid;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import liqp.org.antlr.v4.runtime.Token;
import liquid.parser.v4.LiquidLexer;

/// Whether every tag is known, every block is closed, and nothing is nested too deep: asked before
/// the parser runs, whose recursion follows the nesting.
final class Nesting {
  static final int MAX_DEPTH = 50;
  private static final int MAX_BRACKETS = 20;
  private static final int MAX_TAG_TOKENS = 500;

  private static final Map<Integer, String> OPENERS =
      Map.of(
          LiquidLexer.IfStart, "if",
          LiquidLexer.UnlessStart, "unless",
          LiquidLexer.CaseStart, "case",
          LiquidLexer.ForStart, "for",
          LiquidLexer.TableStart, "tablerow",
          LiquidLexer.CaptureStart, "capture",
          LiquidLexer.CommentStart, "comment",
          LiquidLexer.RawStart, "raw",
          LiquidLexer.BlockId, "ifchanged");
  private static final Map<Integer, String> CLOSERS =
      Map.of(
          LiquidLexer.IfEnd, "if",
          LiquidLexer.UnlessEnd, "unless",
          LiquidLexer.CaseEnd, "case",
          LiquidLexer.ForEnd, "for",
          LiquidLexer.TableEnd, "tablerow",
          LiquidLexer.CaptureEnd, "capture",
          LiquidLexer.CommentEnd, "comment",
          LiquidLexer.RawEnd, "raw",
          LiquidLexer.EndBlockId, "ifchanged");
  private static final Set<String> FILE_TAGS = Set.of("include", "include_relative", "render");

  private record Open(String tag, int line) {}

  private Nesting() {}

  static void check(List<Token> tokens, int firstLine) {
    Deque<Open> open = new ArrayDeque<>();
    int brackets = 0;
    int length = 0;
    int before = Token.EOF;
    for (Token token : tokens) {
      int type = token.getType();
      int line = token.getLine() + firstLine - 1;
      length =
          type == LiquidLexer.Other || type == LiquidLexer.TagEnd || type == LiquidLexer.OutEnd
              ? 0
              : length + 1;
      if (before == LiquidLexer.TagStart || type == LiquidLexer.RawEnd) {
        tag(token, line, open);
        brackets = 0;
      }
      brackets +=
          switch (type) {
            case LiquidLexer.OPar, LiquidLexer.OBr -> 1;
            case LiquidLexer.CPar, LiquidLexer.CBr -> -1;
            default -> 0;
          };
      boolean isRaw = type == LiquidLexer.OtherRaw || inComment(open);
      if (!isRaw && (brackets > MAX_BRACKETS || length > MAX_TAG_TOKENS)) {
        throw new Mistake(
            line, "This placeholder or tag is too long or too deep", "Split it with assign.");
      }
      before = type;
    }
    if (!open.isEmpty()) {
      Open unclosed = open.getLast();
      throw new Mistake(
          unclosed.line,
          "{%% %s %%} is opened here and never closed".formatted(unclosed.tag),
          "Add {%% end%s %%}.".formatted(unclosed.tag));
    }
  }

  private static boolean inComment(Deque<Open> open) {
    return !open.isEmpty() && open.getLast().tag.equals("comment");
  }

  private static void tag(Token token, int line, Deque<Open> open) {
    if (inComment(open) && token.getType() != LiquidLexer.CommentEnd) {
      return;
    }
    String opened = OPENERS.get(token.getType());
    String closed = CLOSERS.get(token.getType());
    if (opened != null) {
      open.addLast(new Open(opened, line));
      if (open.size() > MAX_DEPTH) {
        throw new Mistake(
            line,
            "Tags are nested more than %d deep".formatted(MAX_DEPTH),
            "Move inner parts into blocks.");
      }
    } else if (closed != null) {
      close(closed, line, open);
    } else if (isUnknown(token)) {
      unknown(token.getText(), line);
    }
  }

  private static void close(String tag, int line, Deque<Open> open) {
    if (open.isEmpty()) {
      throw new Mistake(
          line,
          "{%% end%s %%} closes nothing".formatted(tag),
          "Remove it, or open it with {%% %s %%}.".formatted(tag));
    }
    Open last = open.removeLast();
    if (!last.tag.equals(tag)) {
      throw new Mistake(
          line,
          "{%% end%s %%} stands where {%% %s %%} of line %d is to be closed"
              .formatted(tag, last.tag, last.line),
          "Add {%% end%s %%} before it.".formatted(last.tag));
    }
  }

  private static boolean isUnknown(Token token) {
    return switch (token.getType()) {
      case LiquidLexer.InvalidTagId,
          LiquidLexer.InvalidEndBlockId,
          LiquidLexer.MisMatchedEndBlockId,
          LiquidLexer.Include,
          LiquidLexer.IncludeRelative ->
          true;
      default -> false;
    };
  }

  private static void unknown(String tag, int line) {
    if (FILE_TAGS.contains(tag)) {
      throw new Mistake(
          line,
          "The tag '%s' would read another file, which templates cannot".formatted(tag),
          "Use a block of the catalog: {{ blocks.KEY }}.");
    }
    TreeSet<String> known = new TreeSet<>(Syntax.SIMPLE_TAGS);
    known.addAll(Set.of("assign", "cycle", "else", "elsif", "when"));
    OPENERS.values().forEach(known::add);
    CLOSERS.values().forEach(closed -> known.add("end" + closed));
    throw new Mistake(
        line,
        "There is no tag '%s'".formatted(Syntax.shortened(tag)),
        Closest.hint(tag, known, "Known tags: " + String.join(", ", known) + "."));
  }
}
