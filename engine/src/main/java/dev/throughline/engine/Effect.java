package dev.throughline.engine;

import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Message;
import java.util.SortedMap;

/// What the runtime must do after a step. The engine only describes it.
public sealed interface Effect {
  /// Hand the message to its channel. `message.id()` is the idempotency key.
  record Send(CustomerId customer, Message message, SortedMap<String, String> parts)
      implements Effect {}

  record Webhook(
      CustomerId customer,
      String id,
      String url,
      String method,
      SortedMap<String, String> headers,
      String body)
      implements Effect {}

  /// The run is over before its time: what it has sent and has not left yet must not leave.
  record Withdraw(String instance, String reason) implements Effect {}

  /// A condition met a value of the wrong type; counted in data quality.
  record Mismatch(String document, String condition, int times) implements Effect {}
}
