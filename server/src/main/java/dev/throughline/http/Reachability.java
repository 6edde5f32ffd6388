package dev.throughline.http;

import dev.throughline.customer.Consents.Decision;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.governance.Addresses;
import dev.throughline.governance.Jurisdictions;
import dev.throughline.journey.Journey;
import dev.throughline.message.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a person may be sent, and where they can be reached.
final class Reachability {
  private Reachability() {}

  static Items consent(PersonNow person) {
    List<Value> lines = new ArrayList<>();
    for (String purpose : purposes(person)) {
      for (String channel : Channels.ALL) {
        lines.add(consent(person, purpose, channel));
      }
    }
    return new Items(lines);
  }

  /// Those that journeys send for, and those that the person spoke of.
  private static Set<String> purposes(PersonNow person) {
    Set<String> purposes = new TreeSet<>();
    person
        .catalog()
        .documents()
        .journeys()
        .values()
        .forEach(journey -> purposes.add(journey.purpose()));
    person.customer().consents.all().keySet().forEach(topic -> purposes.add(topic.purpose()));
    purposes.remove(Journey.TRANSACTIONAL);
    purposes.remove("*");
    if (purposes.isEmpty()) {
      purposes.add("marketing");
    }
    return purposes;
  }

  private static Fields consent(PersonNow person, String purpose, String channel) {
    Optional<Decision> said = person.customer().consents.on(purpose, channel);
    boolean allowed = person.isAllowed(purpose, channel);
    String state = said.map(one -> one.granted() ? "granted" : "refused").orElse("unsaid");
    String why =
        said.map(one -> one.granted() ? "the person agreed" : "the person refused")
            .orElse(allowed ? "opt-out, and never refused" : "opt-in, and never asked");
    return Json.object(
        "purpose", purpose,
        "channel", channel,
        "state", state,
        "allowed", allowed,
        "unsaid", isAllowedUnasked(person, purpose, channel) ? "opt_out" : "opt_in",
        "since", said.map(Decision::at).orElse(null),
        "why", why);
  }

  private static boolean isAllowedUnasked(PersonNow person, String purpose, String channel) {
    return person
        .catalog()
        .workspace()
        .consent()
        .allows(purpose, channel, Jurisdictions.of(person.customer()));
  }

  static Items addresses(PersonNow person) {
    return Json.list(Channels.ALL, channel -> address(person, channel));
  }

  private static Fields address(PersonNow person, String channel) {
    String address = Addresses.of(person.customer(), channel).orElse(null);
    return Json.object(
        "channel",
        channel,
        "address",
        address == null || address.isEmpty() ? null : address,
        "state",
        state(person, channel, address),
        "since",
        null);
  }

  private static String state(PersonNow person, String channel, @Nullable String address) {
    if (address == null) {
      return "no_address";
    }
    String bad = person.customer().badAddresses.get(channel + ":" + address);
    if (bad != null) {
      return bad.equals("bounced") ? "bounced" : "complained";
    }
    boolean refused =
        person.customer().consents.on("*", channel).map(said -> !said.granted()).orElse(false)
            || purposes(person).stream()
                .allMatch(purpose ->
                    person
                        .customer()
                        .consents
                        .on(purpose, channel)
                        .map(said -> !said.granted())
                        .orElse(false));
    return refused ? "unsubscribed" : "reachable";
  }
}
