package dev.throughline.codec.liquid;

import ch.digitalfondue.mjml4j.Mjml4j;
import ch.digitalfondue.mjml4j.Mjml4j.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// MJML, turned into HTML when a template is published; the Liquid in it stays as written and runs
/// at every send. A tag between sections belongs into `mj-raw`.
public final class Mjml {
  static final int MAX_SOURCE_CHARS = Liquid.MAX_SOURCE_CHARS;

  /// Carousels and menus get ids by chance from the library; the same source is to give the same
  /// bytes.
  private static final Pattern CHANCE =
      Pattern.compile("(?<=mj-carousel-|-radio-|(?:for|id)=\")[0-9a-f]{16}(?![0-9a-z])");

  private Mjml() {}

  /// What converting gave.
  public sealed interface Converted {
    record Ok(String html) implements Converted {}

    record Wrong(int line, String message, String remedy) implements Converted {}
  }

  public static Converted toHtml(String mjml) {
    try {
      if (mjml.length() > MAX_SOURCE_CHARS) {
        throw new Mistake(
            1,
            "The MJML is longer than %d characters".formatted(MAX_SOURCE_CHARS),
            "Move parts of it into blocks.");
      }
      Placeholders placeholders = Placeholders.in(mjml);
      MjmlTags.check(placeholders.blanked());
      String html = convert(placeholders.hidden());
      return new Converted.Ok(placeholders.restore(withoutChance(html)));
    } catch (Mistake mistake) {
      return new Converted.Wrong(mistake.line, mistake.message, mistake.remedy);
    }
  }

  private static String convert(String mjml) {
    try {
      return Mjml4j.render(mjml, new Configuration("und"));
    } catch (RuntimeException e) {
      // The library says what it cannot convert by whatever exception it runs into.
      throw new Mistake(
          1,
          "The MJML cannot be converted (%s)".formatted(e.getMessage()),
          "Check the attributes: widths, paddings and colours are fixed when the template is"
              + " published.");
    }
  }

  private static String withoutChance(String html) {
    Map<String, String> ids = new LinkedHashMap<>();
    Matcher matcher = CHANCE.matcher(html);
    while (matcher.find()) {
      ids.putIfAbsent(matcher.group(), "%016x".formatted(ids.size() + 1));
    }
    String stable = html;
    for (var id : ids.entrySet()) {
      stable = stable.replace(id.getKey(), id.getValue());
    }
    return stable;
  }
}
