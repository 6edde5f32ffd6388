package dev.throughline.runtime;

import dev.throughline.codec.json.Slice;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one stretch of the log led to, in order. After a crash it is told again, with the same
/// numbers.
///
/// @param firstFact the number of the first of `facts`; they follow one another without a gap
/// @param entries the log entry that each of `facts` follows from; never falls
/// @param events the events that counted
/// @param entry the log entry up to which all has been told
public record Told(
    long firstFact, List<Fact> facts, List<Long> entries, List<Taken> events, long entry) {
  public Told {
    facts = List.copyOf(facts);
    entries = List.copyOf(entries);
    events = List.copyOf(events);
    if (facts.size() != entries.size()) {
      throw new IllegalStateException(
          "%d facts follow from %d entries".formatted(facts.size(), entries.size()));
    }
  }

  /// An event that counted.
  ///
  /// @param entry the number of its log entry
  /// @param customer whose it was found to be
  /// @param formerly what facts called that person before, if this event renamed them
  /// @param line the event as `EventLine` writes it
  public record Taken(
      long entry, CustomerId customer, @Nullable CustomerId formerly, Event event, Slice line) {}
}
