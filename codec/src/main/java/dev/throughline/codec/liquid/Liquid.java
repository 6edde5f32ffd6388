package dev.throughline.codec.liquid;

import dev.throughline.condition.Wording;
import dev.throughline.event.Value.Fields;
import java.util.List;

/// Liquid templates. liqp's grammar reads them; what runs is a tree of our own over plain values,
/// so that a template can reach nothing but its model: no file, no class, no clock, no locale.
///
/// A missing value that is printed without `default` fails the rendering, and so does a value made
/// from one. Conditions, loops and assignments take missing values as Liquid does. Every limit is
/// counted, never timed, so that the same model always gives the same result.
public final class Liquid {
  static final int MAX_SOURCE_CHARS = 256 * 1024;

  private Liquid() {}

  /// What compiling gave.
  public sealed interface Compiled {
    /// @param missingDefaults profile and account values printed without a default, as written
    record Ok(Wording wording, List<String> missingDefaults) implements Compiled {
      public Ok {
        missingDefaults = List.copyOf(missingDefaults);
      }
    }

    record Wrong(int line, String message, String remedy) implements Compiled {}
  }

  /// For plain text (subjects, SMS, titles): values are printed as they are.
  public static Compiled compile(String source) {
    return compile(source, Escape.NONE);
  }

  /// For HTML: whatever is printed is escaped, so that nobody's name is ever markup. Exempt is what
  /// the author marks with `raw`, what `escape`, `escape_once` or `newline_to_br` made, captured
  /// text (escaped when it was captured) and `blocks.KEY` (escaped when the block was rendered).
  public static Compiled compileHtml(String source) {
    return compile(source, Escape.HTML);
  }

  /// For JSON bodies: whatever is printed is escaped as the inside of a JSON string. `json` prints
  /// a whole JSON value, quotes and all; `raw` prints text as it is.
  public static Compiled compileJson(String source) {
    return compile(source, Escape.JSON);
  }

  private static Compiled compile(String source, Escape escape) {
    try {
      if (source.length() > MAX_SOURCE_CHARS) {
        throw new Mistake(
            1,
            "The template is longer than %d characters".formatted(MAX_SOURCE_CHARS),
            "Move parts of it into blocks.");
      }
      Lowering lowering = new Lowering();
      Body body = lowering.template(source, 1, 0);
      return new Compiled.Ok(new Template(source, body, escape), lowering.missingDefaults());
    } catch (Mistake mistake) {
      return new Compiled.Wrong(mistake.line, mistake.message, mistake.remedy);
    }
  }

  private record Template(String source, Body body, Escape escape) implements Wording {
    @Override
    public Rendered render(Fields model) {
      try {
        return new Rendered.Done(new Rendering(model, escape).run(body));
      } catch (Stopped stopped) {
        return new Rendered.Failed(stopped.why);
      }
    }
  }
}
