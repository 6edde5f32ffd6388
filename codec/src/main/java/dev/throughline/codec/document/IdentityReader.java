package dev.throughline.codec.document;

import dev.throughline.catalog.IdentityRules;
import dev.throughline.catalog.IdentityRules.Survivorship;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// `kind: identity`.
final class IdentityReader {
  /// They link people in any case, and lead.
  private static final Set<String> BUILT_IN = Set.of("user_id", "anonymous_id");

  private IdentityReader() {}

  static IdentityRules read(Item item) {
    List<String> given =
        item.get(item.get("namespaces").given() ? "namespaces" : "priority").texts();
    List<String> namespaces = new ArrayList<>();
    for (Item weighted : item.get("priority").items()) {
      String name = weighted.text("");
      if (given.contains(name)) {
        namespaces.add(name);
      } else if (!BUILT_IN.contains(name)) {
        weighted.error(
            "unknown-reference",
            "'%s' is not among the namespaces%s".formatted(name, Suggestion.ending(given, name)),
            "Add it to 'namespaces', or remove it here.");
      }
    }
    given.stream().filter(name -> !namespaces.contains(name)).forEach(namespaces::add);
    namespaces.removeAll(BUILT_IN);
    SortedMap<String, Survivorship> survivorship = new TreeMap<>();
    item.get("survivorship")
        .entries()
        .forEach((trait, rule) -> survivorship.put(trait, rule(rule)));
    int users = item.get("limits").get("users").whole(IdentityRules.DEFAULT.maxUsers());
    return new IdentityRules(namespaces, survivorship, users);
  }

  private static Survivorship rule(Item item) {
    for (Survivorship rule : Survivorship.values()) {
      if (item.is(rule.name().toLowerCase(Locale.ROOT))) {
        return rule;
      }
    }
    return Survivorship.NEWEST;
  }
}
