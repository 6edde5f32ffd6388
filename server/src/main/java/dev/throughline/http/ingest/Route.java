package dev.throughline.http.ingest;

import dev.throughline.event.Event;
import org.jspecify.annotations.Nullable;

/// What a path below `/v1/` asks for.
sealed interface Route {
  /// One call whose type the path names.
  record Call(Event.Type type) implements Route {}

  record Batch() implements Route {}

  /// What a browser client asks before anything else.
  record Settings(String writeKey) implements Route {}

  /// The route of a path, with or without a slash at its end; null where there is none.
  static @Nullable Route of(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String[] parts = plain.split("/", -1);
    if (parts.length == 5 && parts[2].equals("projects") && parts[4].equals("settings")) {
      return new Settings(parts[3]);
    }
    if (parts.length != 3) {
      return null;
    }
    return switch (parts[2]) {
      case "identify", "i" -> new Call(Event.Type.IDENTIFY);
      case "track", "t" -> new Call(Event.Type.TRACK);
      case "page", "p" -> new Call(Event.Type.PAGE);
      case "screen", "s" -> new Call(Event.Type.SCREEN);
      case "group", "g" -> new Call(Event.Type.GROUP);
      case "alias", "a" -> new Call(Event.Type.ALIAS);
      case "batch", "b", "import" -> new Batch();
      default -> null;
    };
  }
}
