package dev.throughline.codec.liquid;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.codec.liquid.Filter.Markup;
import dev.throughline.event.Value;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Filters that write a text in another alphabet, or read it from one.
final class EncodingFilters {
  private static final Pattern BARE_AMPERSAND =
      Pattern.compile("&(?!(?:[a-zA-Z]{1,32}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)");
  private static final List<String> SILENT_TAGS = List.of("script", "style");

  static final List<Filter> ALL =
      List.of(
          Filter.of("escape", 0, 0, (in, _) -> Value.of(Escape.html(text(in)))).making(Markup.HTML),
          Filter.of("h", 0, 0, (in, _) -> Value.of(Escape.html(text(in)))).making(Markup.HTML),
          Filter.of("escape_once", 0, 0, (in, _) -> Value.of(escapeOnce(text(in))))
              .making(Markup.HTML),
          Filter.of("newline_to_br", 0, 0, EncodingFilters::lineBreaks).making(Markup.HTML),
          Filter.of("strip_html", 0, 0, (in, _) -> Value.of(stripHtml(text(in)))),
          Filter.of("url_encode", 0, 0, (in, _) -> Value.of(URLEncoder.encode(text(in), UTF_8))),
          Filter.of("url_decode", 0, 0, (in, _) -> urlDecode(text(in))),
          Filter.of("base64_encode", 0, 0, (in, _) -> encode(Base64.getEncoder(), in)),
          Filter.of("base64_decode", 0, 0, (in, _) -> decode(Base64.getDecoder(), in)),
          Filter.of("base64_url_safe_encode", 0, 0, (in, _) -> encode(Base64.getUrlEncoder(), in)),
          Filter.of("base64_url_safe_decode", 0, 0, (in, _) -> decode(Base64.getUrlDecoder(), in)));

  private EncodingFilters() {}

  private static String text(Value input) {
    return Coercion.text(input);
  }

  private static String escapeOnce(String text) {
    return BARE_AMPERSAND
        .matcher(text)
        .replaceAll("&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static Value lineBreaks(Value input, Arguments to) {
    String text = to.bare() ? Escape.html(text(input)) : text(input);
    return Value.of(text.replace("\r\n", "\n").replace("\n", "<br />\n"));
  }

  /// In one pass: a pattern with a lazy middle takes quadratic time over unclosed tags.
  private static String stripHtml(String html) {
    StringBuilder plain = new StringBuilder(html.length());
    int from = 0;
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', from)) {
      int end = endOfMarkup(html, at);
      if (end < 0) {
        break;
      }
      plain.append(html, from, at);
      from = end;
    }
    return plain.append(html, from, html.length()).toString();
  }

  private static int endOfMarkup(String html, int at) {
    if (html.startsWith("<!--", at)) {
      int end = html.indexOf("-->", at);
      return end < 0 ? html.length() : end + "-->".length();
    }
    for (String tag : SILENT_TAGS) {
      if (html.regionMatches(true, at + 1, tag, 0, tag.length())) {
        int end = html.indexOf("</" + tag + ">", at);
        return end < 0 ? html.length() : end + tag.length() + "</>".length();
      }
    }
    int end = html.indexOf('>', at);
    return end < 0 ? -1 : end + 1;
  }

  private static Value urlDecode(String text) {
    try {
      return Value.of(URLDecoder.decode(text, UTF_8));
    } catch (IllegalArgumentException _) {
      throw new Stopped("a text given to url_decode is not URL-encoded");
    }
  }

  private static Value encode(Base64.Encoder encoder, Value input) {
    return Value.of(encoder.encodeToString(text(input).getBytes(UTF_8)));
  }

  private static Value decode(Base64.Decoder decoder, Value input) {
    try {
      return Value.of(new String(decoder.decode(text(input)), UTF_8));
    } catch (IllegalArgumentException _) {
      throw new Stopped("a text given to a base64 filter is not base64");
    }
  }
}
