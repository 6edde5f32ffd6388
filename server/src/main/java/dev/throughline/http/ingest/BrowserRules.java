package dev.throughline.http.ingest;

import dev.throughline.catalog.IdentityRules;
import dev.throughline.customer.Consents;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Trait;
import dev.throughline.engine.Identity;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Feedback;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an event may do that came with a key which everybody can read in a page. It never makes two
/// known people one, and never changes the address or the consent that a known person has given: a
/// link with somebody else's id in it would do.
final class BrowserRules {
  private static final String CONSENT = "consent";
  private static final String PREFERENCES = "categoryPreferences";
  private static final List<String> ADDRESSES = List.of("email", "phone");

  private final Function<Identifier, @Nullable Customer> owner;
  private final Identity identity;
  private final List<String> namespaces;
  private final TreeSet<String> withheld = new TreeSet<>();

  /// Why something in an event did not count, or all of it.
  record Objection(String code, String reason) {}

  /// @param event what is left of it; empty where nothing counts
  record Judged(Optional<Event> event, Optional<Objection> objection) {}

  /// @param owner who an identifier leads to; null if to nobody
  BrowserRules(Function<Identifier, @Nullable Customer> owner, IdentityRules rules) {
    this.owner = owner;
    this.identity = new Identity(rules);
    this.namespaces = rules.namespaces();
  }

  /// Whether an event could do what is not allowed; most could not, and need no look at people.
  static boolean concerns(Event event) {
    return event.type() == Event.Type.ALIAS
        || event.history()
        || isSubscription(event)
        || harms(event)
        || !event.traits().isEmpty()
        || Stream.of(CONSENT, "traits", "device")
            .anyMatch(name -> event.context().get(name) instanceof Fields);
  }

  Judged judge(Event sent) {
    Event event = sent.history() ? with(sent, sent.traits(), without(sent, "import")) : sent;
    if (event.type() == Event.Type.ALIAS && !isOwnVisitor(event)) {
      return refused(
          "browser_alias", "With a browser key, only a visitor without a user id can be joined");
    }
    event = apart(event);
    Customer person = personOf(event);
    if (person != null && isKnown(person)) {
      if (harms(event)) {
        return refused("browser_feedback", "A bounce or complaint is not heard from a browser key");
      }
      if (isSubscription(event) && hasDecided(person, event)) {
        return refused(
            "browser_consent", "A browser key does not change the consent that a person has given");
      }
      event = keepingAddresses(person, event);
      event = keepingConsent(person, event);
    }
    if (withheld.isEmpty()) {
      return new Judged(Optional.of(event), Optional.empty());
    }
    String reason =
        "The event counts without %s: a browser key does not change what is known of a person"
            .formatted(String.join(", ", withheld));
    return new Judged(Optional.of(event), Optional.of(new Objection("browser_protected", reason)));
  }

  private static Judged refused(String code, String reason) {
    return new Judged(Optional.empty(), Optional.of(new Objection(code, reason)));
  }

  private boolean isOwnVisitor(Event event) {
    String previous = event.previousId();
    if (previous == null || previous.equals(event.userId())) {
      return true;
    }
    Customer self = event.userId() == null ? null : owner.apply(Identifier.user(event.userId()));
    Customer user = owner.apply(Identifier.user(previous));
    Customer visitor = user == null ? owner.apply(Identifier.anonymous(previous)) : user;
    if (visitor == null) {
      return previous.equals(event.anonymousId());
    }
    return visitor.equals(self) || !isKnown(visitor);
  }

  /// The event without those identifiers that would lead to another known person.
  private Event apart(Event event) {
    if (event.userId() == null) {
      return event;
    }
    Customer self = owner.apply(Identifier.user(event.userId()));
    Identity.Resolution resolution = identity.resolve(event, owner);
    boolean joins =
        resolution.absorbed().stream().anyMatch(BrowserRules::isKnown)
            || (self == null && isKnown(resolution.customer()));
    if (!joins) {
      return event;
    }
    Event apart = event;
    for (String namespace : namespaces) {
      String trait = plain(namespace);
      apart = withoutTrait(withoutTrait(apart, namespace), trait);
    }
    return namespaces.contains("device") && !resolves(apart, self)
        ? with(apart, apart.traits(), without(apart, "device"))
        : apart;
  }

  private boolean resolves(Event event, @Nullable Customer self) {
    Identity.Resolution resolution = identity.resolve(event, owner);
    return resolution.absorbed().stream().noneMatch(BrowserRules::isKnown)
        && (self != null || !isKnown(resolution.customer()));
  }

  private @Nullable Customer personOf(Event event) {
    Identity.Resolution resolution = identity.resolve(event, owner);
    return resolution.isNew() ? null : resolution.customer();
  }

  private Event keepingAddresses(Customer person, Event event) {
    Event kept = event;
    for (String address : ADDRESSES) {
      Trait known = person.traits.get(address);
      if (known != null && !known.value().isNothing()) {
        boolean other =
            differs(kept.traits().get(address), known.value())
                || (kept.context().get("traits") instanceof Fields traits
                    && differs(traits.get(address), known.value()));
        // A null would clear it.
        boolean clears =
            kept.traits().values().containsKey(address) && kept.traits().get(address).isNothing();
        if (other || clears) {
          kept = withoutTrait(kept, address);
        }
      }
    }
    return kept;
  }

  private static boolean differs(Value said, Value known) {
    return !said.isNothing() && !said.equals(known);
  }

  private Event keepingConsent(Customer person, Event event) {
    if (!(event.context().get(CONSENT) instanceof Fields consent)
        || !(consent.get(PREFERENCES) instanceof Fields preferences)) {
      return event;
    }
    TreeMap<String, Value> left = new TreeMap<>(preferences.values());
    left.keySet().removeIf(purpose -> hasDecided(person, purpose, Consents.ALL));
    if (left.size() == preferences.values().size()) {
      return event;
    }
    withheld.add(CONSENT);
    TreeMap<String, Value> said = new TreeMap<>(consent.values());
    said.put(PREFERENCES, new Fields(left));
    TreeMap<String, Value> context = new TreeMap<>(event.context().values());
    context.put(CONSENT, new Fields(said));
    return with(event, event.traits(), new Fields(context));
  }

  private static boolean hasDecided(Customer person, Event event) {
    String purpose = event.properties().text("purpose");
    String channel = event.properties().text("channel");
    return hasDecided(
        person,
        purpose.isEmpty() ? Consents.ALL : purpose,
        channel.isEmpty() ? Consents.ALL : channel);
  }

  private static boolean hasDecided(Customer person, String purpose, String channel) {
    return person.consents.all().keySet().stream()
        .anyMatch(topic -> overlap(topic.purpose(), purpose) && overlap(topic.channel(), channel));
  }

  private static boolean overlap(String one, String other) {
    return one.equals(other) || one.equals(Consents.ALL) || other.equals(Consents.ALL);
  }

  private Event withoutTrait(Event event, String name) {
    Fields inContext = event.context().get("traits") instanceof Fields said ? said : Fields.EMPTY;
    boolean inTraits = event.traits().values().containsKey(name);
    if (!inTraits && !inContext.values().containsKey(name)) {
      return event;
    }
    withheld.add(name);
    TreeMap<String, Value> context = new TreeMap<>(event.context().values());
    context.computeIfPresent("traits", (_, _) -> without(inContext, name));
    return with(event, without(event.traits(), name), new Fields(context));
  }

  private Fields without(Event event, String name) {
    withheld.add(name);
    return without(event.context(), name);
  }

  private static Fields without(Fields fields, String name) {
    if (!fields.values().containsKey(name)) {
      return fields;
    }
    TreeMap<String, Value> left = new TreeMap<>(fields.values());
    left.remove(name);
    return new Fields(left);
  }

  private static Event with(Event event, Fields traits, Fields context) {
    return new Event(
        event.messageId(),
        event.type(),
        event.name(),
        event.userId(),
        event.anonymousId(),
        event.previousId(),
        event.groupId(),
        event.properties(),
        traits,
        context,
        event.at(),
        event.receivedAt(),
        false);
  }

  private static boolean isSubscription(Event event) {
    return event.name().equals("Subscribed") || event.name().equals(Feedback.UNSUBSCRIBED);
  }

  /// Whether it would close an address.
  private static boolean harms(Event event) {
    return Feedback.of(event.name())
        .map(Feedback::kind)
        .filter(kind -> kind == Feedback.Kind.BOUNCED || kind == Feedback.Kind.COMPLAINED)
        .isPresent();
  }

  /// The namespace that a hashed one is made from: `email` of `email_sha256`.
  private static String plain(String namespace) {
    return namespace.replaceFirst("_(sha256|sha1|md5)$", "");
  }

  private static boolean isKnown(Customer customer) {
    return customer.identifiers.stream().anyMatch(id -> id.namespace().equals(Identifier.USER));
  }
}
