package dev.throughline.governance;

import dev.throughline.customer.Consents;
import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Consents.Topic;
import dev.throughline.customer.Customer;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.journey.Journey;
import dev.throughline.message.Feedback;
import java.util.ArrayList;
import java.util.List;

/// Whether a person may be sent something: what they last decided, and where they decided nothing,
/// what the workspace rules for their jurisdiction.
public final class Consent {
  private static final String SUBSCRIBED = "Subscribed";

  private Consent() {}

  /// A yes or a no that an event says.
  public record Said(Topic topic, boolean granted) {}

  /// What an event decides: by its own name, and by the preferences in its context.
  public static List<Said> saidIn(Event event) {
    boolean granted = event.name().equals(SUBSCRIBED);
    boolean decides = granted || event.name().equals(Feedback.UNSUBSCRIBED);
    Fields preferences =
        event.context().get("consent") instanceof Fields consent
                && consent.get("categoryPreferences") instanceof Fields categories
            ? categories
            : Fields.EMPTY;
    if (!decides && preferences.isEmpty()) {
      return List.of();
    }
    List<Said> said = new ArrayList<>();
    if (decides) {
      String purpose = orAll(event.properties().text("purpose"));
      String channel = orAll(event.properties().text("channel"));
      said.add(new Said(new Topic(purpose, channel), granted));
    }
    preferences
        .values()
        .forEach((purpose, value) -> {
          if (value instanceof Value.Bool(boolean yes)) {
            said.add(new Said(new Topic(purpose, Consents.ALL), yes));
          }
        });
    return said;
  }

  private static String orAll(String said) {
    return said.isEmpty() ? Consents.ALL : said;
  }

  /// Purpose `transactional` needs no consent.
  public static boolean allows(
      Customer customer, String purpose, String channel, ConsentRules rules) {
    return purpose.equals(Journey.TRANSACTIONAL)
        || customer
            .consents
            .on(purpose, channel)
            .map(Decision::granted)
            .orElseGet(() -> rules.allows(purpose, channel, Jurisdictions.of(customer)));
  }
}
