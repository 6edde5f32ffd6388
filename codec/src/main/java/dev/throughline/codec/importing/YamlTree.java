package dev.throughline.codec.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One YAML document with the line of everything in it, and the mistakes found so far.
final class YamlTree {
  /// A value and where it stands.
  record Entry(Node node, int line, String pointer) {}

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
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    List<Node> documents = new ArrayList<>();
    try {
      new Compose(settings).composeAllFromString(yaml).forEach(documents::add);
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      wrong(line, "", "This is not YAML: " + broken.getProblem(), "Correct the line");
      return null;
    } catch (YamlEngineException _) {
      wrong(0, "", "This is not YAML", "Correct the file");
      return null;
    }
    if (documents.size() != 1) {
      wrong(
          0,
          "",
          "The file holds %d documents".formatted(documents.size()),
          "Write one import map a file");
      return null;
    }
    return mapping(new Entry(documents.getFirst(), 1, ""), known);
  }

  boolean isText(Entry entry) {
    return entry.node() instanceof ScalarNode;
  }

  String text(Entry entry) {
    if (entry.node() instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    wrong(entry.line(), entry.pointer(), "A single text is expected here", "Write one value");
    return "";
  }

  List<Entry> items(Entry entry) {
    if (!(entry.node() instanceof SequenceNode sequence)) {
      wrong(entry.line(), entry.pointer(), "A list is expected here", "Write it like [ row ]");
      return List.of();
    }
    List<Entry> items = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      items.add(new Entry(node, line(node), entry.pointer() + "/" + items.size()));
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
    if (!(entry.node() instanceof MappingNode mapping)) {
      wrong(entry.line(), entry.pointer(), "Fields are expected here", "Write name: column");
      return fields;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      String pointer = entry.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
      if (fields.put(name, new Entry(tuple.getValueNode(), line(key), pointer)) != null) {
        wrong(line(key), pointer, "\"%s\" stands here twice".formatted(name), "Keep one");
      }
    }
    return fields;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }
}
