package dev.throughline.codec.document;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON pointer followed into a document: the value there, the line to name, and its name in
/// sentences.
///
/// @param tree null where the document has nothing there
/// @param name of the field; empty for the document itself
record Spot(@Nullable Tree tree, int line, String name, String words) {

  static Spot of(Document document, String pointer) {
    List<String> tokens = tokens(pointer);
    Tree tree = document.root();
    int line = document.line();
    for (String token : tokens) {
      Tree below = null;
      if (tree instanceof Tree.Fields fields) {
        Tree.Field field = fields.fields().get(token);
        below = field == null ? null : field.value();
        line = field == null ? line : field.place().line();
      } else if (tree instanceof Tree.Items(_, List<Tree> items) && index(token) < items.size()) {
        below = items.get(index(token));
        line = below.at().line();
      }
      if (below == null) {
        return new Spot(null, line, tokens.getLast(), words(document, tokens));
      }
      tree = below;
    }
    String name = tokens.isEmpty() ? "" : tokens.getLast();
    return new Spot(tree, line, name, words(document, tokens));
  }

  private static List<String> tokens(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : Arrays.stream(pointer.substring(1).split("/", -1))
            .map(token -> token.replace("~1", "/").replace("~0", "~"))
            .toList();
  }

  private static int index(String token) {
    return token.matches("\\d{1,6}") ? Integer.parseInt(token) : Integer.MAX_VALUE;
  }

  /// `journey cart-recovery`, `step remind`, `entry.on`, `caps[0]`.
  private static String words(Document document, List<String> tokens) {
    if (tokens.isEmpty()) {
      return document.key().isEmpty()
          ? "the " + document.kind()
          : document.kind() + " " + document.key();
    }
    if (document.kind().equals("journey") && tokens.size() >= 2 && isStep(tokens)) {
      String rest = path(tokens.subList(Math.min(3, tokens.size()), tokens.size()));
      return "step " + tokens.get(1) + (rest.isEmpty() ? "" : ", " + rest);
    }
    return path(tokens);
  }

  private static boolean isStep(List<String> tokens) {
    return tokens.getFirst().equals("steps");
  }

  private static String path(List<String> tokens) {
    StringBuilder path = new StringBuilder();
    for (String token : tokens) {
      if (token.matches("\\d{1,6}")) {
        path.append('[').append(token).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(token);
      }
    }
    return path.toString();
  }
}
