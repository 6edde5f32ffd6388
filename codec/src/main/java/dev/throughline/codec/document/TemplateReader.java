package dev.throughline.codec.document;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Wording;
import dev.throughline.message.Block;
import dev.throughline.message.Channels;
import dev.throughline.message.Template;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// `kind: template`, `kind: block`, and the content written into an offer.
final class TemplateReader {
  private static final List<String> PLAIN_PARTS =
      List.of("subject", "text", "body", "title", "url");

  private TemplateReader() {}

  static Template template(String key, Item item) {
    Set<String> channels = new LinkedHashSet<>(item.get("channel").texts());
    SortedMap<String, Wording> general = parts(item);
    channels.forEach(channel -> complete(item, channel, general.keySet()));
    SortedMap<String, Template.Content> locales = new TreeMap<>();
    locales.put("", new Template.Content(general));
    item.get("locales")
        .entries()
        .forEach((locale, content) -> {
          SortedMap<String, Wording> own = new TreeMap<>(general);
          own.putAll(parts(content));
          String name = locale.replace('_', '-').toLowerCase(Locale.ROOT);
          if (locales.put(name, new Template.Content(own)) != null) {
            content.error(
                "duplicate-field",
                "The locale '%s' is given twice.".formatted(name),
                "Keep one of the two.");
          }
        });
    return new Template(
        key,
        channels,
        locales,
        item.get("blocks").keys(Kind.BLOCK, Severity.ERROR),
        item.get("on_error").is("fallback"));
  }

  static Block block(String key, Item item) {
    SortedMap<String, Wording> parts = parts(item);
    Wording content = parts.isEmpty() ? Text.wording(item) : parts.sequencedValues().getFirst();
    return new Block(key, Text.conditionOrNull(item.get("when"), Place.INSTANCE), content);
  }

  private static SortedMap<String, Wording> parts(Item item) {
    SortedMap<String, Wording> parts = new TreeMap<>();
    for (String part : PLAIN_PARTS) {
      if (item.get(part).given()) {
        parts.put(part, Text.wording(item.get(part)));
      }
    }
    Item html = item.get("html");
    Item mjml = item.get("mjml");
    if (html.given()) {
      parts.put("html", Text.html(html));
    }
    if (mjml.given()) {
      parts.put("html", Text.mjml(mjml));
    }
    if (html.given() && mjml.given()) {
      mjml.error("one-of", "Content is either MJML or HTML, not both.", "Keep one of them.");
    }
    return parts;
  }

  /// What a message on the channel cannot do without.
  private static void complete(Item item, String channel, Set<String> parts) {
    switch (channel) {
      case Channels.EMAIL -> {
        needs(item, channel, parts, "subject");
        needs(item, channel, parts, "html", "text");
      }
      case Channels.SMS -> needs(item, channel, parts, "body");
      case Channels.PUSH, Channels.WEB_PUSH -> needs(item, channel, parts, "title", "body");
      case Channels.IN_APP, Channels.WEB -> needs(item, channel, parts, "body", "html");
      default -> {
        // No channel; the schema says so.
      }
    }
  }

  private static void needs(Item item, String channel, Set<String> parts, String... anyOf) {
    for (String part : anyOf) {
      if (parts.contains(part)) {
        return;
      }
    }
    String words = String.join(" or ", anyOf).replace("html or text", "mjml, html or text");
    item.error("missing-field", "Content for %s needs %s.".formatted(channel, words), "Add it.");
  }
}
