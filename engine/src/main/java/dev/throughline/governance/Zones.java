package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.event.Value.Fields;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which time zone a person lives by (rule T3): their `timezone`, else what address or phone number
/// tell, else the workspace's.
public final class Zones {
  /// Region ids as the tz database spells them, whatever the case they come in. Abbreviations such
  /// as `EST` say nothing of daylight saving, and offsets are no regions.
  private static final Map<String, String> REGIONS = regions();

  /// The same ids for a look-up by hash: nearly all clients spell them rightly.
  private static final Set<String> RIGHTLY_SPELLED = Set.copyOf(REGIONS.values());

  private Zones() {}

  private static Map<String, String> regions() {
    Map<String, String> regions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.equals("UTC") || (id.contains("/") && !id.startsWith("SystemV/"))) {
        regions.put(id, id);
      }
    }
    return Collections.unmodifiableMap(regions);
  }

  public static ZoneId of(Customer customer, ZoneId workspace) {
    return known(customer).orElse(workspace);
  }

  /// Empty where nothing tells. A country of several zones tells only together with a state.
  public static Optional<ZoneId> known(Customer customer) {
    return Optional.ofNullable(region(Traits.text(customer, "timezone")))
        .or(() -> derived(customer))
        .map(ZoneId::of);
  }

  private static @Nullable String region(String written) {
    return RIGHTLY_SPELLED.contains(written) ? written : REGIONS.get(written);
  }

  private static Optional<String> derived(Customer customer) {
    String country = Jurisdictions.of(customer);
    Fields address = Traits.address(customer);
    String state = address.text("state").isBlank() ? address.text("region") : address.text("state");
    return StateZones.of(country, state)
        .or(() -> Optional.ofNullable(CountryZones.ALL.get(country)));
  }
}
