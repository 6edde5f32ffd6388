package dev.throughline.channel.email.provider;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.email.Composition;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one provider is told a mail, and what it means by its answers.
interface MailApi {
  /// Under this name the send key goes along with a mail, and comes back with what became of it.
  /// Postmark allows names of 20 characters.
  String SEND_KEY = "throughline_key";

  /// One call, as JSON.
  record Call(URI url, SortedMap<String, String> headers, Fields body) {
    public Call {
      headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }
  }

  /// What a provider says of a mail that it does not take.
  record Refusal(Reason reason, String words) {}

  Call call(Composition mail);

  /// What an answer of the 200s means.
  Delivery taken(Answer answer);

  /// What any other answer says.
  Refusal refusal(Answer answer);

  static Fields object(Map<String, Value> values) {
    return new Fields(new TreeMap<>(values));
  }
}
