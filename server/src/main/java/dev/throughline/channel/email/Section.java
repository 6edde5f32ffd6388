package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A part of the configuration being read: its fields by name, and every mistake with its place.
final class Section {
  private final String place;
  private final Map<?, ?> fields;
  private final List<Mistake> mistakes;

  Section(String place, Map<?, ?> fields, Set<String> known) {
    this(place, fields, known, new ArrayList<>());
  }

  private Section(String place, Map<?, ?> fields, Set<String> known, List<Mistake> mistakes) {
    this.place = place;
    this.fields = fields;
    this.mistakes = mistakes;
    for (Object name : fields.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        wrong(
            String.valueOf(name),
            "There is no such setting",
            "Known here: " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  void wrong(String field, String message, String remedy) {
    mistakes.add(new Mistake(place + "." + field, message, remedy));
  }

  boolean has(String field) {
    return fields.get(field) != null;
  }

  /// A text that must be there; empty, and a mistake noted, where it is not.
  String text(String field, String remedy) {
    String text = text(field).orElse("");
    if (text.isBlank() && !has(field)) {
      wrong(field, "It is missing", remedy);
    }
    return text;
  }

  Optional<String> text(String field) {
    return switch (fields.get(field)) {
      case null -> Optional.empty();
      case String text when !text.isBlank() -> Optional.of(text.strip());
      case Number number -> Optional.of(number.toString());
      default -> {
        wrong(field, "It is not a text", "Write a text after the colon, in quotes if in doubt");
        yield Optional.empty();
      }
    };
  }

  int number(String field, int otherwise, int least, int most) {
    return switch (fields.get(field)) {
      case null -> otherwise;
      case Integer number when number >= least && number <= most -> number;
      default -> {
        String range = "Write a whole number from %d to %d".formatted(least, most);
        wrong(field, "It is not a number in range", range);
        yield otherwise;
      }
    };
  }

  boolean truth(String field, boolean otherwise) {
    return switch (fields.get(field)) {
      case null -> otherwise;
      case Boolean truth -> truth;
      default -> {
        wrong(field, "It is neither true nor false", "Write true or false");
        yield otherwise;
      }
    };
  }

  /// A section within this one; null where it is not there or not a map.
  @Nullable Section section(String field, Set<String> known) {
    return switch (fields.get(field)) {
      case null -> null;
      case Map<?, ?> map -> new Section(place + "." + field, map, known, mistakes);
      default -> {
        String shape =
            "Write it as { %s: … }".formatted(String.join(": …, ", new TreeSet<>(known)));
        wrong(field, "It has settings of its own", shape);
        yield null;
      }
    };
  }
}
