package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.condition.Condition;
import dev.throughline.condition.Wording;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Leaves each field of the examples out in turn: the catalog, or what is said about it, changes.
class EveryFieldMattersTest {
  /// For people, for publishing, or for parts of the product that read the documents themselves.
  private static final String CARRIED =
      "/(name|owner|tags|stages|in_flight)(/.*)?|/steps/later/split/allocate";

  private static final List<String> CHECKED_ONLY = List.of("score", "experiment", "import");

  @Test
  void noFieldIsReadByNobody() {
    List<Source> sources = CatalogFiles.in(ContractExamplesTest.folder("everything")).sources();
    List<Document> documents = Parsing.of(sources).documents();
    String whole = text(documents);
    List<String> idle = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      if (!CHECKED_ONLY.contains(document.kind())) {
        for (String pointer : Pruned.pointers(document.root())) {
          List<Document> changed = new ArrayList<>(documents);
          changed.set(i, Pruned.without(document, pointer));
          if (!carried(document, pointer) && text(changed).equals(whole)) {
            idle.add(document.name() + pointer);
          }
        }
      }
    }
    assertThat(idle).isEmpty();
  }

  private static boolean carried(Document document, String pointer) {
    boolean key =
        Kind.of(document.kind()).map(Kind::single).orElse(false) && pointer.equals("/key");
    return key || pointer.matches(CARRIED);
  }

  private static String text(List<Document> documents) {
    Assembly assembly = new Assembly(documents);
    return text(assembly.read())
        + assembly.problems().stream()
            .map(p -> p.document() + p.pointer() + p.code())
            .sorted()
            .toList();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Condition condition -> condition.text();
      case Wording wording -> wording.source();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + "=" + text(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case Iterable<?> values -> {
        List<String> texts = new ArrayList<>();
        values.forEach(v -> texts.add(text(v)));
        yield texts.toString();
      }
      case Optional<?> optional -> text(optional.orElse(null));
      case Record parts -> {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
          texts.add(component.getName() + "=" + text(read(parts, component)));
        }
        yield parts.getClass().getSimpleName() + texts;
      }
      default -> value.toString();
    };
  }

  private static @Nullable Object read(Record parts, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(parts);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
