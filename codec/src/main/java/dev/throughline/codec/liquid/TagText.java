package dev.throughline.codec.liquid;

import liqp.org.antlr.v4.runtime.Token;
import liqp.org.antlr.v4.runtime.misc.Interval;
import liquid.parser.v4.LiquidParser.Simple_tagContext;

/// What an author wrote after the name of a tag that the grammar leaves unread.
final class TagText {
  private TagText() {}

  static String of(Simple_tagContext tag) {
    var parameters = tag.other_tag_parameters();
    if (parameters == null) {
      return "";
    }
    Token first = parameters.getStart();
    int end = parameters.getStop().getStopIndex();
    return first.getInputStream().getText(Interval.of(first.getStartIndex(), end));
  }

  /// The line breaks between a tag's name and its first word, so that lines stay counted.
  private static String leading(Simple_tagContext tag) {
    var parameters = tag.other_tag_parameters();
    if (parameters == null) {
      return "";
    }
    return "\n".repeat(parameters.getStart().getLine() - tag.SimpleTagId().getSymbol().getLine());
  }

  /// The `liquid` tag: every line a tag of its own, every line break kept inside one.
  static String tagPerLine(Simple_tagContext tag) {
    String lines = leading(tag) + of(tag);
    StringBuilder tags = new StringBuilder();
    StringBuilder breaks = new StringBuilder();
    for (String line : lines.split("\n", -1)) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        tags.append("{% ").append(breaks).append(line.strip()).append(" %}");
        breaks.setLength(0);
      }
      breaks.append('\n');
    }
    return tags.toString();
  }
}
