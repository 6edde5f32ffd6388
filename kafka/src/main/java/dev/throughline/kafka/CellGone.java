package dev.throughline.kafka;

/// The cell that was asked is not on this node, or not any more: ask where it is now.
public final class CellGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CellGone(int cell) {
    super("Cell %d is not on this node".formatted(cell));
  }
}
