package dev.throughline.codec.liquid;

import java.util.List;

/// A stretch of a template: its parts in order.
record Body(List<Node> nodes) {
  static final Body EMPTY = new Body(List.of());

  Body {
    nodes = List.copyOf(nodes);
  }
}
