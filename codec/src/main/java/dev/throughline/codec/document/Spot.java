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
        return new Spot(null, line, name(tokens), words(document, tokens));
      }
      tree = below;
    }
    return new Spot(tree, line, name(tokens), words(document, tokens));
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

  /// The last name, with the places in lists after it: `among[1]`.
  private static String name(List<String> tokens) {
    int last = tokens.size() - 1;
    while (last > 0 && index(tokens.get(last)) < Integer.MAX_VALUE) {
      last--;
    }
    return path(tokens.subList(Math.max(0, last), tokens.size()));
  }

  /// `journey cart-recovery`, `step remind`, `entry.on`, `caps[0]`.
  private static String words(Document document, List<String> tokens) {
    if (tokens.isEmpty()) {
      return document.key().isEmpty()
          ? "the " + document.kind()
          : document.kind() + " " + document.key();
    }
    if (document.kind().equals("journey") && tokens.size() >= 2 && isStep(tokens)) {
      String step = "step " + tokens.get(1);
      return tokens.size() <= 3 ? step : step + ", " + path(tokens.subList(2, tokens.size()));
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
