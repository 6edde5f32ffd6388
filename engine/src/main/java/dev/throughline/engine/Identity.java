package dev.throughline.engine;

import dev.throughline.catalog.IdentityRules;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
import dev.throughline.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whose event it is (rules I1 and I3): which known people its identifiers name, who of them are
/// one, and which identifiers now lead to whom.
public final class Identity {
  /// Ids that broken clients send for everybody.
  private static final Set<String> NOBODY =
      Set.of("undefined", "null", "nil", "nan", "-1", "anonymous", "[object object]");

  /// What forms and exports write where they have no address or number. Somebody's own id may well
  /// be one of these.
  private static final Set<String> NO_VALUE = Set.of("none", "0", "false", "unknown", "n/a", "na");

  private final IdentityRules rules;

  public Identity(IdentityRules rules) {
    this.rules = rules;
  }

  /// What an event says about who is who.
  ///
  /// @param customer the person that the event belongs to
  /// @param isNew the person was not known before
  /// @param absorbed people who are the same person; their state is to be merged into `customer`,
  ///   in order
  /// @param links identifiers that lead to `customer` from now on
  /// @param unlinked identifiers that no longer lead to the person they led to
  /// @param refused identifiers that would have joined more user ids than the rules allow
  public record Resolution(
      Customer customer,
      boolean isNew,
      List<Customer> absorbed,
      List<Identifier> links,
      List<Identifier> unlinked,
      List<Identifier> refused) {}

  /// Whether a user id or an anonymous id names nobody: broken clients send it for everyone.
  public static boolean namesNobody(String id) {
    return id.isBlank() || NOBODY.contains(id.strip().toLowerCase(Locale.ROOT));
  }

  static boolean isJunk(String identifier) {
    return namesNobody(identifier) || NO_VALUE.contains(identifier.toLowerCase(Locale.ROOT));
  }

  /// All identifiers by which an event may concern people: it concerns nobody to whom none of them
  /// leads.
  public Set<Identifier> named(Event event) {
    Set<Identifier> all = new LinkedHashSet<>();
    if (event.userId() != null) {
      all.add(Identifier.user(event.userId()));
    }
    if (event.anonymousId() != null) {
      all.add(Identifier.anonymous(event.anonymousId()));
    }
    String previous = previousId(event);
    if (previous != null) {
      all.add(Identifier.user(previous));
      all.add(Identifier.anonymous(previous));
    }
    all.addAll(shared(event));
    return all;
  }

  /// @param owner who an identifier leads to at present; null if to nobody
  public Resolution resolve(Event event, Function<Identifier, @Nullable Customer> owner) {
    List<Identifier> links = new ArrayList<>();
    List<Identifier> unlinked = new ArrayList<>();
    List<Identifier> refused = new ArrayList<>();
    List<Customer> absorbed = new ArrayList<>();
    Identifier user = event.userId() == null ? null : Identifier.user(event.userId());
    Identifier anonymous =
        event.anonymousId() == null ? null : Identifier.anonymous(event.anonymousId());

    Customer known = user == null ? null : owner.apply(user);
    Customer visitor = anonymous == null ? null : owner.apply(anonymous);
    Customer customer = known != null ? known : user == null ? visitor : null;

    if (user != null && visitor != null && visitor != known) {
      if (isKnown(visitor)) {
        // Rule I3: the past stays with the first, the future goes to the latest.
        unlinked.add(Identifier.anonymous(event.anonymousId() == null ? "" : event.anonymousId()));
      } else if (customer == null) {
        customer = visitor;
      } else {
        absorbed.add(visitor);
      }
    }
    String previous = previousId(event);
    Customer alias = previous == null ? null : aliased(previous, owner);
    if (alias != null && alias != customer) {
      if (customer == null) {
        customer = alias;
      } else if (!absorbed.contains(alias)) {
        absorbed.add(alias);
      }
    }
    List<Identifier> shared = shared(event);
    for (Identifier identifier : shared) {
      Customer other = owner.apply(identifier);
      if (other == null || other == customer || absorbed.contains(other)) {
        continue;
      }
      if (customer == null) {
        if (user == null || users(other) < rules.maxUsers()) {
          customer = other;
        } else {
          refused.add(identifier);
        }
      } else if (user == null && isKnown(other) && !isKnown(customer)) {
        absorbed.add(customer);
        customer = other;
      } else if (!isKnown(other) || users(customer) + users(other) <= rules.maxUsers()) {
        absorbed.add(other);
      } else {
        refused.add(identifier);
      }
    }
    boolean isNew = customer == null;
    if (customer == null) {
      String id = event.userId() != null ? event.userId() : event.anonymousId();
      customer = Engine.stranger(new CustomerId(id == null ? "" : id));
    }
    if (user != null) {
      links.add(user);
    }
    if (anonymous != null) {
      links.add(anonymous);
    }
    if (alias != null) {
      links.addAll(alias.identifiers);
    } else if (previous != null) {
      // Nobody is known by the previous id yet; whoever comes under it later is this person.
      links.add(Identifier.user(previous));
      links.add(Identifier.anonymous(previous));
    }
    shared.stream().filter(identifier -> !refused.contains(identifier)).forEach(links::add);
    return new Resolution(customer, isNew, absorbed, links, unlinked, refused);
  }

  /// The name that facts give a person: the user id once one is known.
  public static void name(Customer customer, Event event) {
    if (event.userId() != null && (!isKnown(customer) || event.type() == Event.Type.ALIAS)) {
      customer.id = new CustomerId(event.userId());
      customer.known = true;
    }
  }

  private static boolean isKnown(Customer customer) {
    return users(customer) > 0;
  }

  private static int users(Customer customer) {
    int users = 0;
    for (Identifier identifier : customer.identifiers) {
      users += identifier.namespace().equals(Identifier.USER) ? 1 : 0;
    }
    return users;
  }

  private static @Nullable Customer aliased(
      String previous, Function<Identifier, @Nullable Customer> owner) {
    Customer byUser = owner.apply(Identifier.user(previous));
    return byUser != null ? byUser : owner.apply(Identifier.anonymous(previous));
  }

  /// The id that an alias joins to the user; null for one of a person to themselves, which browsers
  /// also send.
  private static @Nullable String previousId(Event event) {
    String previous = event.previousId();
    return event.type() != Event.Type.ALIAS
            || previous == null
            || previous.equals(event.userId())
            || namesNobody(previous)
        ? null
        : previous;
  }

  /// Identifiers other than the two ids, in the order of the rules' priority, normalised.
  private List<Identifier> shared(Event event) {
    List<Identifier> found = new ArrayList<>();
    for (String namespace : rules.namespaces()) {
      String value = SharedIdentifiers.of(event, namespace);
      if (!isJunk(value)) {
        found.add(new Identifier(namespace, value));
      }
    }
    return found;
  }
}
