package dev.throughline.kafka;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.runtime.InForce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog of documents as last asked for: to read them takes longer than to ask.
final class ClusterCatalog {
  private volatile @Nullable InForce last;

  Catalog of(List<Source> sources) {
    InForce known = last;
    if (known == null || !known.sources().equals(sources)) {
      known = InForce.stored(sources);
      last = known;
    }
    return known.catalog();
  }
}
