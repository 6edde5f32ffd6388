package dev.throughline.codec.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One part of a template that does something.
sealed interface Node {
  record Text(String text) implements Node {}

  record Output(Chain chain) implements Node {}

  record Assign(String name, Chain chain) implements Node {}

  record Capture(String name, Body body) implements Node {}

  /// The first arm that holds; `unless` is an arm with `unless` set.
  record If(List<Arm> arms, Body otherwise) implements Node {
    record Arm(Term when, boolean unless, Body body) {}

    public If {
      arms = List.copyOf(arms);
    }
  }

  /// Every arm of which a value equals the subject, as Liquid has it; `otherwise` if none.
  record Case(Term subject, List<When> arms, Body otherwise) implements Node {
    record When(List<Term> values, Body body) {
      public When {
        values = List.copyOf(values);
      }
    }

    public Case {
      arms = List.copyOf(arms);
    }
  }

  /// @param label tells loops apart for `offset: continue`
  /// @param columns of a `tablerow`; null for a `for`
  record For(
      String name,
      String label,
      Term items,
      Window window,
      boolean reversed,
      boolean table,
      @Nullable Term columns,
      Body body,
      Body otherwise)
      implements Node {
    /// @param resume start where the last loop of the same label ended
    record Window(@Nullable Term limit, @Nullable Term offset, boolean resume) {}
  }

  record Cycle(String label, List<Term> values) implements Node {
    public Cycle {
      values = List.copyOf(values);
    }
  }

  /// `increment` prints and then adds one, `decrement` takes one and then prints.
  record Count(String name, boolean up) implements Node {}

  /// Prints its body when it differs from the time before.
  record IfChanged(Body body) implements Node {}

  record Abort(@Nullable Chain reason) implements Node {}

  enum Jump implements Node {
    BREAK,
    CONTINUE
  }
}
