package dev.throughline.message;

import dev.throughline.condition.Wording;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// What a message says, per locale.
///
/// @param channels the channels that it can be sent on
/// @param locales content by lower-case locale (`de`, `de-at`); the empty key is the default
/// @param blocks keys of the blocks that it may show, as `{{ blocks.KEY }}`, with `_` for `-`
/// @param fallback on a render error in a locale, use the default content (`on_error: fallback`)
public record Template(
    String key,
    Set<String> channels,
    SortedMap<String, Content> locales,
    List<String> blocks,
    boolean fallback) {
  public Template {
    if (!locales.containsKey("")) {
      throw new IllegalArgumentException("Template " + key + " has no default content");
    }
    blocks = List.copyOf(blocks);
  }

  /// The parts of a message by name: `subject`, `html`, `text`, `body`, `title`, `url`.
  public record Content(SortedMap<String, Wording> parts) {}
}
