package dev.throughline.catalog;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which identifiers link people, and what survives a merge (rules I1, I2).
///
/// @param namespaces beyond `user_id` and `anonymous_id`, in order of priority: `email`, `phone`,
///   `device`, and hashed forms such as `email_sha256`
/// @param survivorship by trait; `newest` where none is named
/// @param maxUsers how many user ids one profile may join through a shared identifier; an `alias`
///   is never limited
public record IdentityRules(
    List<String> namespaces, SortedMap<String, Survivorship> survivorship, int maxUsers) {
  public static final IdentityRules DEFAULT = new IdentityRules(List.of(), new TreeMap<>(), 1);

  public IdentityRules {
    namespaces = List.copyOf(namespaces);
  }

  /// Which of two values of a trait stays; always by event time, then by the value's text.
  public enum Survivorship {
    NEWEST,
    OLDEST,
    NON_EMPTY,
    SUM,
    MAX,
    MIN
  }
}
