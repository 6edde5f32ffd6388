package dev.throughline.event;

import dev.throughline.event.Value.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that a person did or that was learnt of them, in Segment's shape.
///
/// @param messageId the sender's id of this event; the same id counts once
/// @param name what conditions call it: the event of a `track` call; `Page Viewed`, `Screen
///   Viewed`, `Identify`, `Group`, `Alias` for the other calls
/// @param previousId for `alias`: the id that joins `userId`
/// @param groupId for `group`: the account
/// @param at when it happened (event time, UTC)
/// @param receivedAt when it reached us; equals `at` where the source does not say
/// @param history imported history: counted, but starts and moves no journey
public record Event(
    String messageId,
    Type type,
    String name,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String previousId,
    @Nullable String groupId,
    Fields properties,
    Fields traits,
    Fields context,
    Instant at,
    Instant receivedAt,
    boolean history) {

  /// The calls of the Segment specification.
  public enum Type {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS
  }

  public Event {
    if (userId == null && anonymousId == null) {
      throw new IllegalArgumentException("Event " + messageId + " names nobody");
    }
  }

  /// The name under which conditions know a call that carries no event name of its own.
  public static String nameOf(Type type, String trackName) {
    return switch (type) {
      case TRACK -> trackName;
      case IDENTIFY -> "Identify";
      case PAGE -> "Page Viewed";
      case SCREEN -> "Screen Viewed";
      case GROUP -> "Group";
      case ALIAS -> "Alias";
    };
  }
}
