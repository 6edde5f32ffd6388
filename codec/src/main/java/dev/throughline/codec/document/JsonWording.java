package dev.throughline.codec.document;

import dev.throughline.condition.Wording;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.io.JsonStringEncoder;

/// A JSON document whose texts have placeholders. Each text is filled on its own and then quoted,
/// so that what it renders to cannot break the JSON around it.
///
/// @param source as JSON with the placeholders in it
record JsonWording(String source, List<Part> parts) implements Wording {

  JsonWording {
    parts = List.copyOf(parts);
  }

  sealed interface Part {
    record Fixed(String json) implements Part {}

    record Quoted(Wording wording) implements Part {}
  }

  static Wording of(Item item) {
    List<Part> parts = new ArrayList<>();
    write(item, parts);
    StringBuilder source = new StringBuilder();
    for (Part part : parts) {
      source.append(
          switch (part) {
            case Part.Fixed(String json) -> json;
            case Part.Quoted(Wording wording) -> quote(wording.source());
          });
    }
    return new JsonWording(source.toString(), parts);
  }

  private static void write(Item item, List<Part> parts) {
    switch (item.tree()) {
      case null -> parts.add(new Part.Fixed("null"));
      case Tree.Fields(_, SequencedMap<String, Tree.Field> fields) -> {
        String before = "{";
        for (String name : fields.keySet()) {
          parts.add(new Part.Fixed(before + quote(name) + ":"));
          write(item.get(name), parts);
          before = ",";
        }
        parts.add(new Part.Fixed(fields.isEmpty() ? "{}" : "}"));
      }
      case Tree.Items(_, List<Tree> trees) -> {
        String before = "[";
        for (Item element : item.items()) {
          parts.add(new Part.Fixed(before));
          write(element, parts);
          before = ",";
        }
        parts.add(new Part.Fixed(trees.isEmpty() ? "[]" : "]"));
      }
      case Tree.Scalar(_, Value.Text _, _, _) -> parts.add(new Part.Quoted(Text.wording(item)));
      case Tree.Scalar scalar -> parts.add(new Part.Fixed(Json.of(scalar).toString()));
    }
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  @Override
  public Rendered render(Fields model) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Fixed(String json) -> text.append(json);
        case Part.Quoted(Wording wording) -> {
          switch (wording.render(model)) {
            case Rendered.Done(String filled) -> text.append(quote(filled));
            case Rendered.Failed failed -> {
              return failed;
            }
          }
        }
      }
    }
    return new Rendered.Done(text.toString());
  }
}
