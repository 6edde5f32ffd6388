package dev.throughline.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The query of a request; what is wrong with it is gathered.
final class Parameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final String BETWEEN = "\u001f";

  private final Context context;
  private final List<Reply.Mistake> mistakes = new ArrayList<>();

  Parameters(Context context) {
    this.context = context;
  }

  /// Empty where it is not given.
  String text(String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value.strip();
  }

  @Nullable String textOrNull(String name) {
    String text = text(name);
    return text.isEmpty() ? null : text;
  }

  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      wrong(name, "It must be given");
    }
    return text;
  }

  /// Comma-separated names.
  Set<String> names(String name) {
    Set<String> names = new TreeSet<>(Arrays.asList(text(name).split(",", -1)));
    names.removeIf(String::isBlank);
    return names;
  }

  int limit() {
    return number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  int number(String name, int otherwise, int least, int most) {
    String text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(name, "It is a number from %d to %d".formatted(least, most));
    return otherwise;
  }

  @Nullable Integer numberOrNull(String name) {
    return text(name).isEmpty() ? null : Integer.valueOf(number(name, 0, 0, Integer.MAX_VALUE));
  }

  @Nullable Instant instant(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      wrong(name, "It is an instant such as 2026-03-01T09:00:00Z");
      return null;
    }
  }

  /// The parts of the cursor; null on the first page.
  @Nullable List<String> cursor(int parts) {
    String text = text("cursor");
    if (text.isEmpty()) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String[] said = new String(bytes, StandardCharsets.UTF_8).split(BETWEEN, -1);
      if (said.length == parts) {
        return List.of(said);
      }
    } catch (IllegalArgumentException _) {
      // Named below.
    }
    wrong("cursor", "It is not the cursor of a page");
    return null;
  }

  /// An instant or a number out of a cursor that somebody may have changed.
  <T> @Nullable T part(String part, java.util.function.Function<String, T> read) {
    try {
      return read.apply(part);
    } catch (DateTimeParseException | NumberFormatException _) {
      wrong("cursor", "It is not the cursor of a page");
      return null;
    }
  }

  static String cursorOf(Object... parts) {
    String joined =
        String.join(BETWEEN, Arrays.stream(parts).map(String::valueOf).toArray(String[]::new));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(joined.getBytes(StandardCharsets.UTF_8));
  }

  private void wrong(String name, String message) {
    mistakes.add(new Reply.Mistake("/query/" + name, message));
  }

  boolean areWrong() {
    return !mistakes.isEmpty();
  }

  Reply refusal() {
    return Reply.problem(400, "The request cannot be understood", null, mistakes);
  }
}
