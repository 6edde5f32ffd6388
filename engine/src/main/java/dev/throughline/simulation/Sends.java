package dev.throughline.simulation;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How the arrivals at sends ended: each was sent, passed as a ghost, dropped, or is still held.
final class Sends {
  private final Counts outcomes = new Counts();
  private final Counts sentByChannel = new Counts();
  private final Counts heldOnTheWay = new Counts();
  private final TreeMap<String, Counts> reasons = new TreeMap<>();

  /// @param heldFor every reason that the message was held for before it came to this
  void ended(String outcome, @Nullable String reason, String channel, Set<String> heldFor) {
    outcomes.add(outcome);
    heldFor.forEach(heldOnTheWay::add);
    if (outcome.equals("sent")) {
      sentByChannel.add(channel);
    }
    if (reason != null) {
      reasons.computeIfAbsent(outcome, _ -> new Counts()).add(reason);
    }
  }

  long arrivals() {
    return outcomes.total();
  }

  Fields fields() {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("arrivals", Value.of(arrivals()));
    for (String outcome : new String[] {"sent", "ghost", "held", "dropped"}) {
      values.put(outcome, Value.of(outcomes.of(outcome)));
    }
    values.put("sent_by_channel", sentByChannel.fields());
    values.put("held_on_the_way_by_reason", heldOnTheWay.fields());
    reasons.forEach((outcome, counts) -> values.put(outcome + "_by_reason", counts.fields()));
    return new Fields(values);
  }
}
