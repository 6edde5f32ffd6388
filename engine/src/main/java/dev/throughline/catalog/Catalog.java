package dev.throughline.catalog;

/// The documents of a workspace, compiled: indexed by what can affect each.
public final class Catalog {
  private final Documents documents;

  private Catalog(Documents documents) {
    this.documents = documents;
  }

  public static Catalog of(Documents documents) {
    return new Catalog(documents);
  }

  public Documents documents() {
    return documents;
  }
}
