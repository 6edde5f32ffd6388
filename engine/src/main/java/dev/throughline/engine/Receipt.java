package dev.throughline.engine;

import dev.throughline.customer.CustomerId;
import dev.throughline.event.Event;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.time.Instant;
import java.util.TreeMap;

/// The events by which the engine hears how a message fared, under Segment's own names.
public final class Receipt {
  private Receipt() {}

  /// Feedback on one message. The same message and name give the same message id, so that it counts
  /// once.
  ///
  /// @param name for example `Email Delivered`
  /// @param more further properties, such as `reason` or `bounce_type`
  public static Event of(
      String name,
      CustomerId customer,
      String message,
      String journey,
      String step,
      Fields more,
      Instant at) {
    TreeMap<String, Value> properties = new TreeMap<>(more.values());
    properties.put("campaign_id", Value.of(journey));
    properties.put("step", Value.of(step));
    properties.put("message_id", Value.of(message));
    return new Event(
        idOf(message, name),
        Event.Type.TRACK,
        name,
        customer.value(),
        null,
        null,
        null,
        new Fields(properties),
        Fields.EMPTY,
        Fields.EMPTY,
        at,
        at,
        false);
  }

  /// The message id of a receipt, for those who hear of the same from elsewhere.
  public static String idOf(String message, String name) {
    return StableHash.hex("receipt", message, name);
  }
}
