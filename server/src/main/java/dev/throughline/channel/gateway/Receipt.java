package dev.throughline.channel.gateway;

import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Feedback;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a gateway says of one message.
///
/// @param id the gateway's own; the same one counts once
/// @param message the send key
/// @param at when it happened
/// @param reason empty where there is none
public record Receipt(String id, String message, Feedback.Kind event, Instant at, String reason) {
  private static final int MAX_ID_CHARS = 200;
  private static final int MAX_REASON_CHARS = 1_000;

  /// A complaint has no channel but e-mail, which hears of it by mail.
  private static final List<Feedback.Kind> KINDS =
      Arrays.stream(Feedback.Kind.values())
          .filter(kind -> kind != Feedback.Kind.COMPLAINED)
          .toList();

  /// What one item of a request turned out to be.
  public sealed interface Reading {
    record Read(Receipt receipt) implements Reading {}

    record Wrong(String problem) implements Reading {}
  }

  /// @param now when it happened, where the receipt does not say
  public static Reading read(Value value, Instant now) {
    if (!(value instanceof Fields fields)) {
      return new Reading.Wrong("A receipt is an object with id, message and event");
    }
    String id = fields.text("id");
    String message = fields.text("message");
    if (id.isEmpty() || id.length() > MAX_ID_CHARS) {
      return new Reading.Wrong("id is a text of 1 to %d characters".formatted(MAX_ID_CHARS));
    }
    if (message.isEmpty()) {
      return new Reading.Wrong("message is the id that the message was sent with");
    }
    Optional<Feedback.Kind> kind =
        KINDS.stream().filter(known -> known.word().equals(fields.text("event"))).findFirst();
    if (kind.isEmpty()) {
      return new Reading.Wrong(
          "There is no event '%s'; there are %s"
              .formatted(
                  cut(fields.text("event")),
                  KINDS.stream().map(Feedback.Kind::word).collect(Collectors.joining(", "))));
    }
    Instant at = now;
    if (!fields.get("at").isNothing()) {
      try {
        at = OffsetDateTime.parse(fields.text("at")).toInstant();
      } catch (DateTimeParseException _) {
        return new Reading.Wrong("at is a time such as 2026-03-02T10:00:00Z");
      }
    }
    return new Reading.Read(new Receipt(id, message, kind.get(), at, cut(fields.text("reason"))));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MAX_REASON_CHARS));
  }

  /// The same in the words of the letter's channel; empty where the channel has no such event.
  public Optional<Command> of(Letter letter) {
    TreeMap<String, Value> more = new TreeMap<>();
    if (!reason.isEmpty()) {
      more.put("reason", Value.of(reason));
    }
    if (event == Feedback.Kind.UNSUBSCRIBED) {
      more.put("channel", Value.of(letter.channel()));
      return Optional.of(said(letter, Feedback.UNSUBSCRIBED, more));
    }
    return Feedback.named(letter.channel(), event).map(name -> said(letter, name, more));
  }

  private Command said(Letter letter, String name, TreeMap<String, Value> more) {
    // How a message ended is known once, whether a receipt or the answer to the call says it first;
    // what people do with it may happen again.
    String once =
        event.isDelivery()
            ? StableHash.hex("receipt", letter.id(), name)
            : StableHash.hex("receipt", letter.id(), name, id);
    return new Command.Feedback(letter.id(), once, name, new Fields(more), at);
  }
}
