package dev.throughline.analytics;

import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// From a position on, `from` is another name of `to`: two people were merged, or one was named.
record Link(long position, Instant at, String from, String to) {
  /// All of a batch, in order.
  static List<Link> among(Batch batch) {
    List<Link> links = new ArrayList<>();
    for (Batch.PlacedEvent placed : batch.events()) {
      String formerly = placed.formerly();
      if (formerly != null && !formerly.equals(placed.customer())) {
        links.add(new Link(placed.position(), placed.event().at(), formerly, placed.customer()));
      }
    }
    for (Batch.PlacedFact placed : batch.facts()) {
      if (placed.fact().what() instanceof What.Merged(var from)
          && !from.equals(placed.fact().customer())) {
        links.add(link(placed.position(), from, placed.fact()));
      }
    }
    links.sort(Comparator.comparingLong(Link::position));
    return links;
  }

  private static Link link(long position, CustomerId from, Fact fact) {
    return new Link(position, fact.at(), from.value(), fact.customer().value());
  }
}
