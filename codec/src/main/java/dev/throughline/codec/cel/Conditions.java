package dev.throughline.codec.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.throughline.condition.Condition;
import dev.throughline.condition.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Compiles the text of a condition, checking it against the catalog on the way.
public final class Conditions {
  /// The longest condition that is read.
  public static final int MAX_LENGTH = 8_000;

  private Conditions() {}

  /// Where a condition stands, and so which variables it may use.
  public enum Place {
    /// `profile`, `account` and `now`: segments, suppression.
    PERSON,
    /// `event` as well: triggers.
    EVENT,
    /// `entry` and `instance` as well, without an event at hand: steps.
    INSTANCE,
    /// All of them: exits, handlers.
    INSTANCE_EVENT,
    /// Only `event`: conversions, the `where` of a count.
    EVENT_ONLY
  }

  /// What a condition may refer to by key.
  public record Known(Set<String> segments, Set<String> audiences) {
    public Known {
      segments = new TreeSet<>(segments);
      audiences = new TreeSet<>(audiences);
    }
  }

  /// What became of a text.
  public sealed interface Compiled {
    record Ok(Condition condition) implements Compiled {}

    record Wrong(List<Mistake> mistakes) implements Compiled {
      public Wrong {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  /// Something wrong at a place of the text, and what to do about it.
  ///
  /// @param line, column from 1, within the text
  public record Mistake(int line, int column, String message, String remedy) {}

  /// Compiles a test: its type must be `bool`, or not known before it runs.
  public static Compiled compile(String text, Place place, Known known) {
    return compile(text, place, known, true);
  }

  /// Compiles an expression of any type.
  public static Compiled compileValue(String text, Place place, Known known) {
    return compile(text, place, known, false);
  }

  private static Compiled compile(String text, Place place, Known known, boolean test) {
    if (text.isBlank()) {
      return wrong("There is no condition here", "Write one, for example profile.plan == 'pro'");
    }
    if (text.length() > MAX_LENGTH) {
      return wrong(
          "A condition has at most %d characters, this one has %d"
              .formatted(MAX_LENGTH, text.length()),
          "Make segments of its parts and refer to them by in_segment('…')");
    }
    CelValidationResult result = Language.check(text);
    if (result.hasError()) {
      return new Compiled.Wrong(Complaints.of(result.getErrors(), text));
    }
    return convert(text, tree(result), place, known, test);
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("A result without errors has no tree", e);
    }
  }

  private static Compiled convert(
      String text, CelAbstractSyntaxTree tree, Place place, Known known, boolean test) {
    Source source = new Source(text, tree);
    List<Mistake> mistakes = new ArrayList<>();
    Expr expr = new Conversion(source, known, mistakes).convert(place);
    CelType type = tree.getResultType();
    if (mistakes.isEmpty() && test && !isTest(type)) {
      mistakes.add(
          new Mistake(
              1,
              1,
              "A condition is true or false, but this one gives "
                  + Complaints.typeName(type.name()),
              "Compare it with something, for example by == or >"));
    }
    return mistakes.isEmpty()
        ? new Compiled.Ok(new Condition(text, expr))
        : new Compiled.Wrong(mistakes);
  }

  private static boolean isTest(CelType type) {
    return type.kind() == CelKind.BOOL || type.kind() == CelKind.DYN;
  }

  private static Compiled wrong(String message, String remedy) {
    return new Compiled.Wrong(List.of(new Mistake(1, 1, message, remedy)));
  }
}
