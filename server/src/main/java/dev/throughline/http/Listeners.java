package dev.throughline.http;

import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Told;
import java.util.List;

/// Several who hear what the runtime tells, as one. What all have kept is kept.
record Listeners(List<Orchestrator.Listener> each) implements Orchestrator.Listener {
  Listeners {
    each = List.copyOf(each);
  }

  @Override
  public void tell(Told told) {
    each.forEach(listener -> listener.tell(told));
  }

  @Override
  public long kept() {
    return each.stream().mapToLong(Orchestrator.Listener::kept).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public void failed(Throwable cause) {
    each.forEach(listener -> listener.failed(cause));
  }
}
