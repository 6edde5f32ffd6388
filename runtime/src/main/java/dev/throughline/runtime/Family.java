package dev.throughline.runtime;

/// The column families of the store.
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
  DEAD;

  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
