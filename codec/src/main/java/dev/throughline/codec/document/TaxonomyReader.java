package dev.throughline.codec.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// `kind: taxonomy`: the words that the other documents may use. Several are joined.
final class TaxonomyReader {
  private final Set<String> stages = new TreeSet<>();
  private final Set<String> tags = new TreeSet<>();
  private final Map<String, Pattern> naming = new TreeMap<>();

  void read(Item item) {
    stages.addAll(item.get("stages").texts());
    tags.addAll(item.get("tags").texts());
    Item pattern = item.get("naming");
    if (pattern.textOrNull() != null) {
      name(Kind.JOURNEY.word(), pattern);
    }
    pattern.entries().forEach(this::name);
  }

  private void name(String kind, Item item) {
    try {
      naming.put(kind, Pattern.compile(item.text("")));
    } catch (PatternSyntaxException e) {
      item.error(
          "pattern",
          "'%s' is not a pattern: %s.".formatted(item.text(""), e.getDescription()),
          "Write a regular expression that RE2 can read, such as [a-z]+-.*");
    }
  }

  /// A stage that is not listed is an error; a tag, worth a look; a key, a matter of launch.
  void check(Item root) {
    Item stage = root.get("stage");
    String word = stage.text("");
    if (!word.isEmpty() && !stages.isEmpty() && !stages.contains(word)) {
      stage.error(
          "unknown-stage",
          "The taxonomy has no stage '%s'%s".formatted(word, Suggestion.ending(stages, word)),
          "Its stages are " + String.join(", ", stages) + ".");
    }
    for (Item tag : root.get("tags").items()) {
      String text = tag.text("");
      if (!text.isEmpty() && !tags.isEmpty() && !tags.contains(text)) {
        tag.problem(
            Severity.WARNING,
            "unknown-tag",
            "The taxonomy has no tag '%s'%s".formatted(text, Suggestion.ending(tags, text)),
            "Its tags are " + String.join(", ", tags) + ".");
      }
    }
    Document document = root.notes().document();
    Pattern pattern = naming.get(document.kind());
    if (pattern != null && !pattern.matches(document.key())) {
      root.get("key")
          .problem(
              Severity.LAUNCH,
              "naming",
              "The key '%s' does not match %s.".formatted(document.key(), pattern.pattern()),
              "Choose a key by the naming rule of the taxonomy.");
    }
  }
}
