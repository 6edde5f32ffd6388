package dev.throughline.analytics;

import dev.throughline.event.Event;
import org.jspecify.annotations.Nullable;

/// A raw event as it was taken in, with the number of its input.
///
/// @param customer what facts call the person once the event is applied
/// @param formerly what facts called them until this event, where it gave them another name: the
///   anonymous id of somebody who now has a user id. No fact says so; without it their past is not
///   found
/// @param json the event as one line, as `EventLine` writes it
public record NumberedEvent(
    long number, String customer, @Nullable String formerly, Event event, String json) {}
