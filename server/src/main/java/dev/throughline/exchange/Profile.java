package dev.throughline.exchange;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that is known of a person from outside, as one JSON object.
final class Profile {
  private Profile() {}

  static Fields of(Customer customer) {
    TreeMap<String, Value> profile = new TreeMap<>();
    ids(customer, profile);
    put(profile, "created_at", customer.createdAt);
    TreeMap<String, Value> traits = new TreeMap<>();
    customer.traits.forEach((name, trait) -> {
      if (!trait.value().isNothing()) {
        traits.put(name, said(trait.value(), trait.at()));
      }
    });
    profile.put("traits", new Fields(traits));
    if (customer.account != null) {
      TreeMap<String, Value> account = new TreeMap<>();
      account.put("id", Value.of(customer.account.id()));
      account.put("traits", customer.account.traits());
      put(account, "at", customer.account.at());
      profile.put("account", new Fields(account));
    }
    if (customer.device != null) {
      TreeMap<String, Value> device = new TreeMap<>();
      device.put("token", Value.of(customer.device.token()));
      device.put("type", Value.of(customer.device.type()));
      put(device, "at", customer.device.at());
      profile.put("device", new Fields(device));
    }
    profile.put("consent", consent(customer));
    profile.put("audiences", texts(customer.audiences));
    profile.put("segments", segments(customer));
    return new Fields(profile);
  }

  /// `user_id`, and the ids of browsers and devices as `anonymous_ids`.
  static void ids(Customer customer, Map<String, Value> row) {
    if (customer.known) {
      row.put("user_id", Value.of(customer.id.value()));
    }
    List<String> visitors = new ArrayList<>();
    for (Identifier identifier : customer.identifiers) {
      if (identifier.namespace().equals(Identifier.ANONYMOUS)) {
        visitors.add(identifier.value());
      }
    }
    row.put("anonymous_ids", texts(visitors));
  }

  private static Items consent(Customer customer) {
    List<Value> decisions = new ArrayList<>();
    customer
        .consents
        .all()
        .forEach((topic, decision) -> {
          TreeMap<String, Value> said = new TreeMap<>();
          said.put("purpose", Value.of(topic.purpose()));
          said.put("channel", Value.of(topic.channel()));
          said.put("granted", Value.of(decision.granted()));
          put(said, "at", decision.at());
          decisions.add(new Fields(said));
        });
    return new Items(decisions);
  }

  private static Items segments(Customer customer) {
    List<String> segments = new ArrayList<>();
    customer.segments.forEach((key, membership) -> {
      if (membership.in()) {
        segments.add(key);
      }
    });
    return texts(segments);
  }

  private static Fields said(Value value, Instant at) {
    TreeMap<String, Value> said = new TreeMap<>();
    said.put("value", value);
    put(said, "at", at);
    return new Fields(said);
  }

  private static void put(Map<String, Value> values, String name, @Nullable Instant at) {
    if (at != null) {
      values.put(name, Value.of(at.toString()));
    }
  }

  private static Items texts(Iterable<String> texts) {
    List<Value> items = new ArrayList<>();
    texts.forEach(text -> items.add(Value.of(text)));
    return new Items(items);
  }
}
