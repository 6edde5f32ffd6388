package dev.throughline.codec.liquid;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Nothing;
import java.util.List;
import java.util.SortedMap;

/// A named function from one value to another. A missing input or argument never reaches it:
/// missing stays missing, except for `default`.
///
/// @param least, most how many arguments it takes besides the input
record Filter(String name, int least, int most, Markup markup, Function function) {
  /// What a filter means for escaping.
  enum Markup {
    /// Its result is escaped like any other text.
    PLAIN,
    /// Its result is fit to print as it is in HTML, in JSON, or anywhere.
    HTML,
    JSON,
    RAW,
    /// Its result is fit to print if its input was.
    KEEPS,
    /// It lets its input through or puts another value in its place; the one filter that sees
    /// missing values.
    DEFAULT
  }

  interface Function {
    Value apply(Value input, Arguments arguments);
  }

  static Filter of(String name, int least, int most, Function function) {
    return new Filter(name, least, most, Markup.PLAIN, function);
  }

  Filter keepingMarkup() {
    return new Filter(name, least, most, Markup.KEEPS, function);
  }

  Filter making(Markup made) {
    return new Filter(name, least, most, made, function);
  }

  /// What a filter is given.
  ///
  /// @param now the model's `now`; missing if it carries none
  /// @param bare the input is yet to be escaped for HTML
  record Arguments(
      List<Value> positional,
      SortedMap<String, Value> named,
      Value now,
      boolean bare,
      Budget budget) {
    int count() {
      return positional.size();
    }

    /// Missing where the template gives fewer.
    Value at(int index) {
      return index < positional.size() ? positional.get(index) : Nothing.NOTHING;
    }

    String text(int index) {
      return Coercion.text(at(index));
    }

    String text(int index, String otherwise) {
      return index < positional.size() ? text(index) : otherwise;
    }

    int whole(int index, int otherwise) {
      return index < positional.size() ? Coercion.whole(at(index)) : otherwise;
    }
  }
}
