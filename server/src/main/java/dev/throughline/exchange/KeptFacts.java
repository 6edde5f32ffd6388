package dev.throughline.exchange;

import dev.throughline.analytics.NumberedEvent;
import dev.throughline.analytics.NumberedFact;
import dev.throughline.analytics.Warehouse;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what the runtime tells into the warehouse at once, on the runtime's own thread: at rest
/// nobody waits for it.
final class KeptFacts implements Orchestrator.Listener, AutoCloseable {
  private final Path file;
  private @Nullable Warehouse warehouse;

  KeptFacts(Path file) {
    this.file = file;
  }

  /// Opened at its first use, when the data directory is known to be ours.
  synchronized Warehouse warehouse() {
    if (warehouse == null) {
      warehouse = Warehouse.open(file);
    }
    return warehouse;
  }

  @Override
  public void tell(Told told) {
    List<NumberedFact> facts = new ArrayList<>(told.facts().size());
    for (int i = 0; i < told.facts().size(); i++) {
      facts.add(new NumberedFact(told.entries().get(i), told.facts().get(i)));
    }
    List<NumberedEvent> events = new ArrayList<>(told.events().size());
    for (Told.Taken taken : told.events()) {
      events.add(
          new NumberedEvent(
              taken.entry(),
              taken.customer().value(),
              taken.formerly() == null ? null : taken.formerly().value(),
              taken.event(),
              taken.line().text()));
    }
    warehouse().append(facts, events);
  }

  /// A checkpoint never comes before what was told is written.
  @Override
  public long kept() {
    return Long.MAX_VALUE;
  }

  /// Whoever waits for the runtime hears of it there.
  @Override
  public void failed(Throwable cause) {}

  @Override
  public synchronized void close() {
    if (warehouse != null) {
      warehouse.close();
    }
  }
}
