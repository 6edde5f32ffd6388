package dev.throughline.governance;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What holds where a person has said nothing: by purpose and channel, with overrides per
/// jurisdiction (ISO 3166 country). True: may be sent until refused (`opt_out`).
public record ConsentRules(
    SortedMap<String, SortedMap<String, Boolean>> byPurpose,
    SortedMap<String, SortedMap<String, SortedMap<String, Boolean>>> byJurisdiction) {

  /// The defaults of contract section 2b; in-app and web messages may be shown until refused.
  public static final Map<String, Boolean> DEFAULTS =
      Map.of(
          "email",
          false,
          "sms",
          false,
          "push",
          false,
          "web_push",
          false,
          "in_app",
          true,
          "web",
          true);

  public static final ConsentRules STANDARD = new ConsentRules(new TreeMap<>(), new TreeMap<>());

  /// Whether a person of `jurisdiction` (empty if unknown) may be sent `purpose` on `channel`
  /// unasked.
  public boolean allows(String purpose, String channel, String jurisdiction) {
    Boolean local = lookUp(byJurisdiction.get(jurisdiction), purpose, channel);
    if (local != null) {
      return local;
    }
    Boolean general = lookUp(byPurpose, purpose, channel);
    return general != null ? general : DEFAULTS.getOrDefault(channel, false);
  }

  private static @org.jspecify.annotations.Nullable Boolean lookUp(
      @org.jspecify.annotations.Nullable SortedMap<String, SortedMap<String, Boolean>> rules,
      String purpose,
      String channel) {
    if (rules == null) {
      return null;
    }
    SortedMap<String, Boolean> channels = rules.get(purpose);
    return channels == null ? null : channels.get(channel);
  }
}
