package dev.throughline.codec.cel;

import dev.throughline.codec.cel.Conditions.Compiled;
import dev.throughline.codec.cel.Conditions.Known;
import dev.throughline.codec.cel.Conditions.Mistake;
import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Expr;
import java.util.List;
import java.util.Set;

/// Conditions in tests: compiled in a small catalog, right or wrong.
final class Cel {
  static final Known KNOWN =
      new Known(Set.of("win-back", "weekly-readers"), Set.of("cart-abandoners"));

  private Cel() {}

  static Expr expr(String text) {
    return expr(text, Place.INSTANCE_EVENT);
  }

  static Expr expr(String text, Place place) {
    return switch (Conditions.compileValue(text, place, KNOWN)) {
      case Compiled.Ok ok -> ok.condition().expr();
      case Compiled.Wrong wrong -> throw new AssertionError(text + ": " + wrong.mistakes());
    };
  }

  static List<Mistake> mistakes(String text, Place place) {
    return switch (Conditions.compile(text, place, KNOWN)) {
      case Compiled.Ok _ -> List.of();
      case Compiled.Wrong wrong -> wrong.mistakes();
    };
  }
}
