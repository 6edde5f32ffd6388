package dev.throughline.runtime;

/// The families of keys in a store.
public enum Family {
  /// Numbers that belong to the whole: applied entry, last fact, last person, the catalog.
  META,
  /// People by number: when they are due next, and their state.
  PEOPLE,
  /// Who an identifier leads to.
  IDENTITY,
  /// Who is due when.
  TIMERS,
  /// Message ids taken in, and when.
  SEEN,
  /// Message ids of imported history, and which import brought them; never forgotten.
  IMPORTED,
  /// Letters by send key.
  LETTERS,
  /// The send keys of letters that are not over.
  OPEN,
  /// Whose letters are whose, as long as these say anything.
  LETTERS_OF,
  /// What was refused, by the number of its log entry.
  DEAD,

  /// Directory: the component that an identifier is of.
  COMPONENT_OF(true),
  /// Directory: in which cell a component is, and how many identifiers it has.
  COMPONENTS(true),
  /// Directory: the identifiers of a component.
  MEMBERS(true),
  /// Cell: work that waits for people to arrive.
  HELD(true),
  /// Cell: the moves that have arrived.
  ARRIVED(true),
  /// Cell: where letters went.
  MOVED(true),
  /// Cell: in which cell a letter was decided.
  DECIDED(true);

  private final boolean clustered;

  Family() {
    this(false);
  }

  Family(boolean clustered) {
    this.clustered = clustered;
  }

  /// Whether only a cluster has it.
  public boolean isClustered() {
    return clustered;
  }

  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
