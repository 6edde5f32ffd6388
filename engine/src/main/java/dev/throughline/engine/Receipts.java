package dev.throughline.engine;

import dev.throughline.customer.Customer;
import dev.throughline.customer.Message;
import dev.throughline.customer.Message.Outcome;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.message.Channels;
import dev.throughline.message.Feedback;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What channels report of messages: facts, touches, places given back, addresses found bad.
final class Receipts {
  private Receipts() {}

  static void hear(Turn turn, Event event) {
    Optional<Feedback> feedback = feedback(event);
    if (feedback.isEmpty()) {
      return;
    }
    Feedback said = feedback.get();
    Message message = message(turn.customer, event);
    if (message == null) {
      if (said.kind() == Feedback.Kind.BOUNCED || said.kind() == Feedback.Kind.COMPLAINED) {
        markBad(turn, said, event, null);
      }
      return;
    }
    String channel = message.channel() == null ? said.channel() : message.channel();
    boolean soft = Feedback.isSoftBounce(event.properties().text("bounce_type"));
    turn.tell(
        new Fact.What.MessageFeedback(
            new Fact.Place(message.journey(), message.version(), message.instance()),
            message.step(),
            message.id(),
            channel,
            said.kind().word(),
            reason(event)),
        event.at());
    switch (said.kind()) {
      case DELIVERED -> touch(turn, message, channel, Touch.Status.DELIVERED, event);
      case OPENED -> touch(turn, message, channel, Touch.Status.OPENED, event);
      case CLICKED, REPLIED -> touch(turn, message, channel, Touch.Status.CLICKED, event);
      case BOUNCED -> {
        if (!soft) {
          giveBack(turn, message);
          markBad(turn, said, event, message);
        }
      }
      case FAILED -> giveBack(turn, message);
      case COMPLAINED -> markBad(turn, said, event, message);
      case UNSUBSCRIBED -> {}
    }
  }

  /// The message that an event is feedback on: the one it names, else the newest of that journey
  /// and step sent by then.
  static @Nullable Message message(Customer customer, Event event) {
    String journey = event.properties().text("campaign_id");
    String step = event.properties().text("step");
    if (journey.isEmpty()) {
      return null;
    }
    List<Message> messages = customer.messages;
    String id = event.properties().text("message_id");
    for (Message message : id.isEmpty() ? List.<Message>of() : messages) {
      if (message.id().equals(id) && message.outcome() == Outcome.SENT) {
        return message;
      }
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      Message message = messages.get(i);
      if (message.outcome() == Outcome.SENT
          && message.journey().equals(journey)
          && (step.isEmpty() || message.step().equals(step))
          && !message.decidedAt().isAfter(event.at())) {
        return message;
      }
    }
    return null;
  }

  private static Optional<Feedback> feedback(Event event) {
    if (event.name().equals(Feedback.UNSUBSCRIBED)) {
      String channel = event.properties().text("channel");
      return Optional.of(
          new Feedback(channel.isEmpty() ? Channels.EMAIL : channel, Feedback.Kind.UNSUBSCRIBED));
    }
    return Feedback.of(event.name());
  }

  private static @Nullable String reason(Event event) {
    String reason = event.properties().text("reason");
    return reason.isEmpty() ? null : reason;
  }

  private static void touch(
      Turn turn, Message message, String channel, Touch.Status status, Event event) {
    for (Touch known : turn.customer.touches) {
      if (known.id().equals(message.id()) && known.status() == status) {
        return;
      }
    }
    String stage =
        turn.catalog.has(message.journey())
            ? turn.catalog.plan(message.journey()).journey().stage()
            : null;
    Crediting.touch(
        turn,
        new Touch(
            message.id(),
            status,
            event.at(),
            message.journey(),
            message.version(),
            message.step(),
            stage,
            channel,
            message.exposure()));
  }

  /// Rule G2: a send that failed for good gives its place under the caps back.
  private static void giveBack(Turn turn, Message message) {
    turn.customer.reservations.removeIf(place -> place.message().equals(message.id()));
    turn.holdsUnsure = true;
  }

  private static void markBad(Turn turn, Feedback said, Event event, @Nullable Message message) {
    String address = message == null ? "" : message.address();
    if (address.isEmpty() && event.properties().get("email") instanceof Value.Text(String email)) {
      address = email;
    }
    if (address.isEmpty()) {
      address = dev.throughline.governance.Addresses.of(turn.customer, said.channel()).orElse("");
    }
    if (!address.isEmpty()) {
      turn.customer.badAddresses.merge(
          said.channel() + ":" + address, said.kind().word(), Receipts::graver);
    }
  }

  /// A bounce stops everything, a complaint only marketing.
  static String graver(String a, String b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
