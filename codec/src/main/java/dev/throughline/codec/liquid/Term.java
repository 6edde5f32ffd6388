package dev.throughline.codec.liquid;

import dev.throughline.event.Value;
import java.util.List;

/// An expression.
sealed interface Term {
  record Constant(Value value) implements Term {}

  /// `empty` and `blank`: equal to whatever is that.
  enum Hollow implements Term {
    EMPTY,
    BLANK
  }

  /// @param text as written, for messages
  record Lookup(String root, List<Term> path, String text) implements Term {
    public Lookup {
      path = List.copyOf(path);
    }
  }

  record Compare(Term left, Operator operator, Term right) implements Term {}

  /// `from..to`, both included.
  record Range(Term from, Term to) implements Term {}

  enum Operator {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST,
    CONTAINS,
    AND,
    OR
  }
}
