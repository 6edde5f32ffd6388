package dev.throughline.http.live;

import dev.throughline.codec.json.FactLine;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import dev.throughline.runtime.Told;

/// One line of the live stream.
public sealed interface News {
  /// Unique in the stream.
  String id();

  String customer();

  /// `event`, or the kind of the fact.
  String kind();

  /// An event that was taken in.
  record Happened(Told.Taken taken) implements News {
    @Override
    public String id() {
      return "e-" + taken.event().messageId();
    }

    @Override
    public String customer() {
      return taken.customer().value();
    }

    @Override
    public String kind() {
      return "event";
    }

    public Event event() {
      return taken.event();
    }
  }

  /// Something that the engine decided.
  record Decided(Fact fact) implements News {
    @Override
    public String id() {
      return fact.id();
    }

    @Override
    public String customer() {
      return fact.customer().value();
    }

    @Override
    public String kind() {
      return fact.what().kind();
    }

    public String line() {
      return FactLine.write(fact);
    }
  }
}
