package dev.throughline.kafka;

import org.jspecify.annotations.Nullable;

/// No node could be asked about a cell in the time that taking it over should have taken.
public final class RemoteCellAway extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param last what went wrong when it was asked last, if anything did
  RemoteCellAway(int cell, @Nullable Exception last) {
    super(
        "Nobody answers for cell %d: it is being taken over by another node; ask again in a minute"
            .formatted(cell),
        last);
  }
}
