package dev.throughline.governance;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Device;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Channels;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a person is reached on a channel.
public final class Addresses {
  private static final int MAX_EMAIL_CHARS = 254;
  private static final int MAX_LOCAL_CHARS = 64;
  private static final String WEB_DEVICE = "web";

  /// Dots neither first, last nor doubled; nothing that could end a header or begin another
  /// address.
  private static final Pattern LOCAL =
      Pattern.compile(
          "[^\\s\\p{Cntrl}@.,;:<>()\\[\\]\"\\\\]++(\\.[^\\s\\p{Cntrl}@.,;:<>()\\[\\]\"\\\\]++)*+");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "([\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.)+"
              + "[\\p{L}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])");

  private Addresses() {}

  /// Empty where the person cannot be reached; in-app and web messages need no address, and have
  /// the empty one.
  public static Optional<String> of(Customer customer, String channel) {
    return switch (channel) {
      case Channels.EMAIL -> email(Traits.text(customer, "email"));
      case Channels.SMS -> Phones.of(customer);
      case Channels.PUSH -> device(customer, false);
      case Channels.WEB_PUSH -> subscription(customer).or(() -> device(customer, true));
      case Channels.IN_APP, Channels.WEB -> Optional.of("");
      default -> Optional.empty();
    };
  }

  private static Optional<String> email(String written) {
    int at = written.lastIndexOf('@');
    if (at < 1 || written.length() > MAX_EMAIL_CHARS || at > MAX_LOCAL_CHARS) {
      return Optional.empty();
    }
    String local = written.substring(0, at);
    String domain = written.substring(at + 1).toLowerCase(Locale.ROOT);
    return LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches()
        ? Optional.of(local + "@" + domain)
        : Optional.empty();
  }

  private static Optional<String> device(Customer customer, boolean web) {
    return Optional.ofNullable(customer.device)
        .filter(device -> device.type().equalsIgnoreCase(WEB_DEVICE) == web)
        .map(Device::token);
  }

  /// As browsers give it: an object with an endpoint, or the endpoint alone.
  private static Optional<String> subscription(Customer customer) {
    String endpoint =
        Traits.value(customer, "web_push_subscription") instanceof Fields fields
            ? fields.text("endpoint")
            : Traits.text(customer, "web_push_subscription");
    return endpoint.isEmpty() ? Optional.empty() : Optional.of(endpoint);
  }
}
