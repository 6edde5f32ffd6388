package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Source;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Identity;
import java.util.List;

/// The catalog that is in force, as it was written and as it works.
public record InForce(List<Source> sources, Catalog catalog, Engine engine, Identity identity) {
  /// The catalog before the first is published: a workspace as it comes.
  private static final Source BLANK =
      new Source("workspace.yaml", "kind: workspace\nkey: workspace\nname: Workspace\n");

  public InForce {
    sources = List.copyOf(sources);
  }

  static InForce of(List<Source> sources, Documents documents) {
    Catalog catalog = Catalog.of(documents);
    Identity identity = new Identity(catalog.documents().identity());
    return new InForce(sources, catalog, new Engine(catalog), identity);
  }

  /// What was in force when the store was written; no sources before the first was published.
  public static InForce stored(List<Source> sources) {
    Catalogs.Reading reading = Catalogs.read(sources.isEmpty() ? List.of(BLANK) : sources);
    return of(
        sources,
        reading
            .documents()
            .orElseThrow(() ->
                new IllegalStateException("A published catalog is wrong: " + reading.problems())));
  }
}
