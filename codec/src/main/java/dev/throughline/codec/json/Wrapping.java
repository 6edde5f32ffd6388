package dev.throughline.codec.json;

import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an event came in, and what that says of it.
sealed interface Wrapping {
  /// The type that every event in it has; null where each says its own.
  @Nullable String type();

  /// Whether it may hold starts of journeys beside Segment's calls.
  boolean takesStarts();

  Times times(EventShape event);

  /// The sender's id of the event, or one made for it.
  String messageId(EventShape event);

  /// The event's own context with what the wrapping adds.
  Fields context(Fields own, Times times);

  /// When it happened and when it reached us.
  ///
  /// @param doubt what was done to a time that could not be taken as it stood; empty otherwise
  /// @param said the time as the sender wrote it; empty where there was none
  record Times(Instant at, Instant receivedAt, String doubt, String said) {}

  /// A line of a file.
  record Line(String line) implements Wrapping {
    @Override
    public @Nullable String type() {
      return null;
    }

    @Override
    public boolean takesStarts() {
      return true;
    }

    @Override
    public Times times(EventShape event) {
      for (String name : List.of("timestamp", "originalTimestamp", "receivedAt")) {
        Instant at = event.moment(name);
        if (at != null) {
          Instant receivedAt = event.moment("receivedAt");
          return new Times(at, receivedAt == null ? at : receivedAt, "", "");
        }
      }
      throw new Refusal(
          "no_timestamp",
          "The event does not say when it happened",
          "Send timestamp: \"2026-01-05T09:00:00Z\"");
    }

    /// Where the sender gave none, the same line counts once.
    @Override
    public String messageId(EventShape event) {
      String id = event.id("messageId");
      return id == null ? "line-" + StableHash.hex(line.strip()) : id;
    }

    @Override
    public Fields context(Fields own, Times times) {
      return own;
    }
  }

  /// A request over HTTP.
  ///
  /// @param type of a call whose path names it; null in a batch
  /// @param context of the whole batch
  /// @param sentAt when the batch was sent, by the sender's clock; empty where it does not say
  /// @param receivedAt when it reached us, by our clock
  /// @param fallbackId the id of an event that has none
  record Request(
      @Nullable String type,
      Fields context,
      String sentAt,
      Instant receivedAt,
      FallbackId fallbackId)
      implements Wrapping {
    /// What lies further ahead than this is a wrong clock.
    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /// An event that waited longer than this before it was sent tells its time truly or not at all.
    static final Duration MAX_WAIT = Duration.ofDays(30);

    /// A correction below this is the network's delay, and not worth a note.
    private static final Duration NOTEWORTHY = Duration.ofSeconds(5);

    static final int MAX_MESSAGE_ID = 100;

    @Override
    public boolean takesStarts() {
      return false;
    }

    /// Segment's correction for wrong clocks: as long before its receipt as it was before its
    /// sending. What the sender's clock cannot be trusted with is kept in the context.
    @Override
    public Times times(EventShape event) {
      String said = firstText(event.fields, "originalTimestamp", "timestamp");
      Instant original = said.isEmpty() ? null : Timestamps.parse(said);
      if (original == null) {
        return new Times(receivedAt, receivedAt, said.isEmpty() ? "" : "unreadable", said);
      }
      String sent = firstText(event.fields, "sentAt");
      Instant sending = Timestamps.parse(sent.isEmpty() ? sentAt : sent);
      Instant at = original;
      if (sending != null && isPlausible(Duration.between(original, sending))) {
        at = receivedAt.minus(Duration.between(original, sending));
      }
      if (at.isAfter(receivedAt.plus(MAX_AHEAD))) {
        return new Times(receivedAt, receivedAt, "future", said);
      }
      boolean moved = Duration.between(original, at).abs().compareTo(NOTEWORTHY) > 0;
      return new Times(at, receivedAt, moved ? "corrected" : "", said);
    }

    private static boolean isPlausible(Duration wait) {
      return !wait.isNegative() && wait.compareTo(MAX_WAIT) <= 0;
    }

    private static String firstText(Fields fields, String... names) {
      for (String name : names) {
        switch (fields.get(name)) {
          case Text(String text) -> {
            return text;
          }
          case Value.Nothing _ -> {}
          case Value other -> {
            return JsonValues.write(other);
          }
        }
      }
      return "";
    }

    @Override
    public String messageId(EventShape event) {
      String id = event.id("messageId");
      if (id == null) {
        return fallbackId.of(event.fields);
      }
      if (id.length() > MAX_MESSAGE_ID) {
        throw new Refusal(
            "id_too_long",
            "messageId is longer than %d characters".formatted(MAX_MESSAGE_ID),
            "Send a shorter one, such as a UUID");
      }
      return id;
    }

    @Override
    public Fields context(Fields own, Times times) {
      if (context.isEmpty() && times.doubt.isEmpty()) {
        return own;
      }
      TreeMap<String, Value> all = new TreeMap<>(context.values());
      all.putAll(own.values());
      if (!times.doubt.isEmpty()) {
        TreeMap<String, Value> timing = new TreeMap<>();
        timing.put("doubt", Value.of(times.doubt));
        timing.put("original", Value.of(times.said));
        all.put("timing", new Fields(timing));
      }
      return new Fields(all);
    }
  }

  /// Makes ids for events that came without one.
  ///
  /// @param sent the event as it came
  /// @param request tells the request from every other
  /// @param ordinal how many like it came before in the same request
  record FallbackId(Slice sent, String request, int ordinal) {
    /// An event that says when it happened is the same event when it is sent again; one that does
    /// not may well happen twice.
    String of(Fields fields) {
      boolean dated =
          !fields.get("timestamp").isNothing() || !fields.get("originalTimestamp").isNothing();
      String when = dated ? "" : request;
      return "http-" + StableHash.hex(sent.text(), when, Integer.toString(ordinal));
    }
  }
}
