package dev.throughline.http;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.runtime.Orchestrator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog that is published at present; read again only when it has changed.
final class Shelves {
  private final Orchestrator runtime;
  private volatile @Nullable Shelf last;

  Shelves(Orchestrator runtime) {
    this.runtime = runtime;
  }

  private record Published(Catalog catalog, List<Source> sources) {}

  Shelf now() {
    Published published = runtime.ask(view -> new Published(view.catalog(), view.sources())).join();
    Shelf known = last;
    if (known == null || known.catalog() != published.catalog) {
      known = Shelf.of(published.catalog, published.sources);
      last = known;
    }
    return known;
  }
}
