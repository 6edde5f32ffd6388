package dev.throughline.codec.importing;

import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.document.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One YAML document with the line of everything in it, and the mistakes found so far.
final class YamlTree {
  /// A value and where it stands.
  record Entry(Tree value, int line, String pointer) {}

  private final String file;
  private final List<Mistake> mistakes = new ArrayList<>();

  YamlTree(String file) {
    this.file = file;
  }

  List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  void wrong(int line, String pointer, String message, String remedy) {
    mistakes.add(new Mistake(file, line, pointer, message, remedy));
  }

  /// The fields of the file's one document; null where it has none that can be read.
  @Nullable SortedMap<String, Entry> document(String yaml, List<String> known) {
    Parsing parsing = Parsing.of(List.of(new Source(file, yaml)));
    for (Problem problem : parsing.problems()) {
      wrong(problem.line(), problem.pointer(), problem.message(), problem.remedy());
    }
    int documents = parsing.documents().size();
    if (documents != 1) {
      if (mistakes.isEmpty()) {
        String message = "The file holds %d documents".formatted(documents);
        wrong(0, "", message, "Write one import map a file");
      }
      return null;
    }
    return mapping(new Entry(parsing.documents().getFirst().root(), 1, ""), known);
  }

  boolean isText(Entry entry) {
    return entry.value() instanceof Tree.Scalar;
  }

  String text(Entry entry) {
    if (entry.value() instanceof Tree.Scalar scalar) {
      return scalar.text().strip();
    }
    wrong(entry.line(), entry.pointer(), "A single text is expected here", "Write one value");
    return "";
  }

  List<Entry> items(Entry entry) {
    if (!(entry.value() instanceof Tree.Items(_, List<Tree> values))) {
      wrong(entry.line(), entry.pointer(), "A list is expected here", "Write it like [ row ]");
      return List.of();
    }
    List<Entry> items = new ArrayList<>();
    for (Tree value : values) {
      items.add(new Entry(value, value.at().line(), entry.pointer() + "/" + items.size()));
    }
    return items;
  }

  SortedMap<String, Entry> mapping(Entry entry, List<String> known) {
    SortedMap<String, Entry> fields = mapping(entry);
    fields.forEach((name, value) -> {
      if (!known.contains(name)) {
        String remedy = Nearest.remedy(name, known);
        wrong(value.line(), value.pointer(), "There is no field \"%s\"".formatted(name), remedy);
      }
    });
    return fields;
  }

  SortedMap<String, Entry> mapping(Entry entry) {
    TreeMap<String, Entry> fields = new TreeMap<>();
    if (!(entry.value() instanceof Tree.Fields(_, var written))) {
      wrong(entry.line(), entry.pointer(), "Fields are expected here", "Write name: column");
      return fields;
    }
    written.forEach((name, field) -> {
      String pointer = entry.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
      fields.put(name, new Entry(field.value(), field.key().line(), pointer));
    });
    return fields;
  }
}
