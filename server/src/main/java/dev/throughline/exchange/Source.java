package dev.throughline.exchange;

import java.io.IOException;
import java.util.function.Consumer;

/// Where exports come from: what a data directory holds, or what a server gives of it.
public interface Source {
  /// What can be exported.
  enum What {
    PROFILES,
    EVENTS,
    FACTS,
    AUDIENCES
  }

  /// Everything of one kind, one JSON object a line.
  void lines(What what, Consumer<String> each) throws IOException;
}
