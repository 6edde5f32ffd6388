package dev.throughline.codec.document;

import dev.throughline.catalog.Workspace;
import dev.throughline.governance.ConsentRules;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// `kind: workspace`.
final class WorkspaceReader {
  private static final Workspace DEFAULT = Workspace.DEFAULT;

  private WorkspaceReader() {}

  static Workspace read(Item item) {
    SortedMap<String, SortedMap<String, SortedMap<String, Boolean>>> byJurisdiction =
        new TreeMap<>();
    item.get("jurisdictions")
        .entries()
        .forEach((country, rules) -> byJurisdiction.put(country, consent(rules.get("consent"))));
    Item currency = item.get("currency");
    if (currency.textOrNull() != null) {
      currency(currency, currency.text(""));
    }
    return new Workspace(
        zone(item.get("zone")),
        currency.text(DEFAULT.currency()),
        item.get("locale").text(DEFAULT.locale()).replace('_', '-'),
        new ConsentRules(consent(item.get("consent")), byJurisdiction),
        item.get("max_lateness").span(DEFAULT.maxLateness()),
        item.get("holdout").basisPoints(),
        item.get("salt").text(DEFAULT.salt()));
  }

  static void currency(Item item, String code) {
    try {
      Currency.getInstance(code);
    } catch (IllegalArgumentException _) {
      item.error(
          "wrong-value",
          "'%s' is not a currency.".formatted(code),
          "Write its ISO 4217 code, such as EUR.");
    }
  }

  private static ZoneId zone(Item item) {
    String text = item.textOrNull();
    if (text == null) {
      return DEFAULT.zone();
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      item.error(
          "wrong-value",
          "Unknown zone '%s'%s"
              .formatted(
                  text, Suggestion.ending(new TreeSet<>(ZoneId.getAvailableZoneIds()), text)),
          "Write a zone of the IANA list, such as Europe/Berlin.");
      return DEFAULT.zone();
    }
  }

  private static SortedMap<String, SortedMap<String, Boolean>> consent(Item item) {
    SortedMap<String, SortedMap<String, Boolean>> byPurpose = new TreeMap<>();
    item.entries()
        .forEach((purpose, channels) -> {
          SortedMap<String, Boolean> byChannel = new TreeMap<>();
          channels
              .entries()
              .forEach((channel, standing) -> byChannel.put(channel, standing.is("opt_out")));
          byPurpose.put(purpose, byChannel);
        });
    return byPurpose;
  }
}
