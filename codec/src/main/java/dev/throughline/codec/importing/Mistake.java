package dev.throughline.codec.importing;

/// Why an import could not begin, for the person who wrote the map.
///
/// @param line 1-based; 0 where the whole file is meant
/// @param pointer the place in the map as a JSON pointer; empty for the whole
public record Mistake(String file, int line, String pointer, String message, String remedy) {
  /// `import.yaml:7: There is no column "custmer_id". Did you mean "customer_id"?`
  public String sentence() {
    String place = line > 0 ? file + ":" + line : file;
    String stop = message.endsWith(".") || message.endsWith("?") ? "" : ".";
    return "%s: %s%s %s".formatted(place, message, stop, remedy);
  }
}
