package dev.throughline.exchange;

import dev.throughline.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where imported events go: the edge to a data directory at rest or to a running server. The same
/// events may be given again, and then count once.
public interface Destination extends AutoCloseable {
  /// What became of events that were given together.
  ///
  /// @param duplicates how many were known before this import brought them
  record Taken(long counted, long duplicates, List<Refused> refused) {
    static final Taken NOTHING = new Taken(0, 0, List.of());

    public Taken {
      refused = List.copyOf(refused);
    }
  }

  /// @param index of the event among those given together, from 0
  record Refused(int index, String reason) {}

  /// By which the same destination is known again.
  String name();

  /// Completes once the events are durable and counted, in the order of the calls.
  CompletableFuture<Taken> take(List<Event> events);

  @Override
  void close();
}
