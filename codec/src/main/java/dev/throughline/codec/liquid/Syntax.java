package dev.throughline.codec.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import liqp.TemplateParser.ErrorMode;
import liqp.org.antlr.v4.runtime.BaseErrorListener;
import liqp.org.antlr.v4.runtime.CharStreams;
import liqp.org.antlr.v4.runtime.CommonToken;
import liqp.org.antlr.v4.runtime.CommonTokenStream;
import liqp.org.antlr.v4.runtime.ListTokenSource;
import liqp.org.antlr.v4.runtime.RecognitionException;
import liqp.org.antlr.v4.runtime.Recognizer;
import liqp.org.antlr.v4.runtime.Token;
import liqp.org.antlr.v4.runtime.atn.PredictionMode;
import liqp.org.antlr.v4.runtime.misc.ParseCancellationException;
import liquid.parser.v4.LiquidLexer;
import liquid.parser.v4.LiquidParser;
import liquid.parser.v4.LiquidParser.ParseContext;
import org.jspecify.annotations.Nullable;

/// From a template's text to liqp's parse tree, with its mistakes in an author's words.
final class Syntax {
  static final Set<String> SIMPLE_TAGS =
      Set.of("abort_message", "break", "continue", "decrement", "echo", "increment", "liquid");
  static final Set<String> BLOCK_TAGS = Set.of("ifchanged");

  /// The grammar takes quadratic time over a run of blanks.
  private static final int MAX_BLANKS = 1_000;

  private Syntax() {}

  /// @param firstLine the line of the document on which `source` begins
  static ParseContext parse(String source, int firstLine) {
    checkBlanks(source, firstLine);
    List<Token> tokens = tokens(source, firstLine);
    Nesting.check(tokens, firstLine);
    try {
      return parse(tokens, firstLine, PredictionMode.SLL);
    } catch (Mistake _) {
      // The fast strategy gives up on some right templates; the full one decides.
      return parse(tokens, firstLine, PredictionMode.LL);
    }
  }

  private static ParseContext parse(List<Token> tokens, int firstLine, PredictionMode mode) {
    LiquidParser parser =
        new LiquidParser(
            new CommonTokenStream(new ListTokenSource(tokens)), true, false, ErrorMode.STRICT);
    parser.removeErrorListeners();
    parser.addErrorListener(new Complaints(firstLine, tokens));
    parser.getInterpreter().setPredictionMode(mode);
    try {
      return parser.parse();
    } catch (ParseCancellationException | RecognitionException e) {
      throw new Mistake(
          firstLine, "The template cannot be read", "Check its tags and placeholders.");
    }
  }

  private static void checkBlanks(String source, int firstLine) {
    int run = 0;
    int line = firstLine;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      run = c == ' ' || c == '\t' || c == '\r' || c == '\n' ? run + 1 : 0;
      line += c == '\n' ? 1 : 0;
      if (run > MAX_BLANKS) {
        throw new Mistake(
            line,
            "There are more than %d blanks in a row".formatted(MAX_BLANKS),
            "Take some of them out.");
      }
    }
  }

  /// The lexer makes one token of each character between placeholders; joined to one for each
  /// stretch, which makes the parser a hundred times faster.
  private static List<Token> tokens(String source, int firstLine) {
    LiquidLexer lexer =
        new LiquidLexer(CharStreams.fromString(source), true, false, BLOCK_TAGS, SIMPLE_TAGS);
    lexer.removeErrorListeners();
    lexer.addErrorListener(new Complaints(firstLine, List.of()));
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    List<Token> tokens = new ArrayList<>();
    CommonToken text = null;
    for (Token token : stream.getTokens()) {
      boolean isText = token.getType() == LiquidLexer.Other;
      if (isText && text != null) {
        text.setStopIndex(token.getStopIndex());
        continue;
      }
      text = isText ? new CommonToken(token) : null;
      if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        tokens.add(text == null ? token : text);
      }
    }
    return tokens;
  }

  private static final class Complaints extends BaseErrorListener {
    private final int firstLine;
    private final List<Token> tokens;

    Complaints(int firstLine, List<Token> tokens) {
      this.firstLine = firstLine;
      this.tokens = tokens;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object offender,
        int line,
        int column,
        String message,
        @Nullable RecognitionException cause) {
      if (!(offender instanceof Token token)) {
        throw unreadable(line + firstLine - 1, message);
      }
      if (token.getType() == Token.EOF) {
        throw new Mistake(
            lastOpening() + firstLine - 1,
            "A placeholder or tag is opened here and never closed",
            "Close it with }} or %}.");
      }
      boolean isStart =
          token.getType() == LiquidLexer.OutStart || token.getType() == LiquidLexer.TagStart;
      if (isStart) {
        throw new Mistake(
            line + firstLine - 1,
            "The placeholder or tag that begins here cannot be read",
            "Check its spelling: {{ value | filter: argument }}.");
      }
      throw new Mistake(
          line + firstLine - 1,
          "'%s' is not expected here".formatted(shortened(token.getText())),
          "Check the spelling of this placeholder or tag: {{ value | filter: argument }}.");
    }

    private int lastOpening() {
      return tokens.stream()
          .filter(t -> t.getType() == LiquidLexer.OutStart || t.getType() == LiquidLexer.TagStart)
          .mapToInt(Token::getLine)
          .max()
          .orElse(1);
    }

    private static Mistake unreadable(int line, String message) {
      boolean quote = message.contains("'\"") || message.contains("''");
      return quote
          ? new Mistake(line, "A quote is opened and never closed", "Close the quote.")
          : new Mistake(
              line,
              "A placeholder or tag holds a character that Liquid does not know",
              "Check the spelling: {{ value | filter: argument }}.");
    }
  }

  static String shortened(String text) {
    int end = text.offsetByCodePoints(0, Math.min(30, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }
}
