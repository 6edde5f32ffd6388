package dev.throughline.http;

import dev.throughline.channel.Link;
import dev.throughline.customer.Customer;
import dev.throughline.governance.Consent;
import dev.throughline.journey.Journey;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a recipient may be sent, by purpose and channel, as the page of preferences shows it. It
/// says no more of the person than that: a link may be passed on.
record Preferences(List<Choice> choices) {
  Preferences {
    choices = List.copyOf(choices);
  }

  /// Whether messages of a purpose may come on a channel.
  record Choice(String purpose, String channel, boolean allowed) {
    /// Of the field in the form.
    String name() {
      return purpose + "." + channel;
    }
  }

  /// Every purpose of a journey there is, on every channel that anything is sent on.
  static Preferences of(View view, Link link) {
    Optional<Letter> letter = view.letter(link.sendKey());
    Optional<Customer> customer = letter.flatMap(view::customerOf);
    TreeSet<String> purposes = new TreeSet<>();
    purposes.add(link.purpose());
    for (Journey journey : view.catalog().documents().journeys().values()) {
      purposes.add(journey.purpose());
    }
    purposes.remove(Journey.TRANSACTIONAL);
    TreeSet<String> channels = new TreeSet<>();
    channels.add(link.channel());
    view.catalog()
        .documents()
        .templates()
        .values()
        .forEach(template -> channels.addAll(template.channels()));
    List<Choice> choices = new ArrayList<>();
    for (String purpose : purposes) {
      for (String channel : channels) {
        boolean allowed =
            customer.isPresent()
                && Consent.allows(
                    customer.get(), purpose, channel, view.catalog().workspace().consent());
        choices.add(new Choice(purpose, channel, allowed));
      }
    }
    return new Preferences(choices);
  }
}
