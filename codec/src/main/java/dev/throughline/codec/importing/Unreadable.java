package dev.throughline.codec.importing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file none of whose rows can be read.
record Unreadable(String unreadable) implements Rows {
  @Override
  public @Nullable Read next() {
    return null;
  }

  @Override
  public List<String> header() {
    return List.of();
  }

  @Override
  public Set<String> columns() {
    return Set.of();
  }

  @Override
  public void close() {}
}
