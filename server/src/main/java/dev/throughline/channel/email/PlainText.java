package dev.throughline.channel.email;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// The text part of a mail: what the author wrote, or what can be read off the HTML.
final class PlainText {
  private static final Set<String> UNSEEN = Set.of("head", "style", "script", "template", "title");
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "hr");
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final Pattern HIDDEN = Pattern.compile("display\\s*:\\s*none");
  private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"]+");
  private static final String CLOSING = ".,;:!?)]}'*_";

  private PlainText() {}

  /// The text that the HTML shows, with the target of each link after its words.
  static String of(String html) {
    Element body = Jsoup.parse(html).body();
    StringBuilder text = new StringBuilder();
    body.traverse(new Reading(text));
    return text.toString()
        .replace('\u00a0', ' ')
        .replaceAll("[ \\t]+\\n", "\n")
        .replaceAll("\\n[ \\t]+", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  /// The text with every web link in it replaced by what `link` makes of it.
  static String withLinks(String text, UnaryOperator<String> link) {
    StringBuilder changed = new StringBuilder();
    Matcher urls = URL.matcher(text);
    while (urls.find()) {
      String url = urls.group();
      int end = url.length();
      while (end > 0 && CLOSING.indexOf(url.charAt(end - 1)) >= 0) {
        end--;
      }
      String whole = link.apply(url.substring(0, end)) + url.substring(end);
      urls.appendReplacement(changed, Matcher.quoteReplacement(whole));
    }
    return urls.appendTail(changed).toString();
  }

  private static final class Reading implements NodeVisitor {
    private final StringBuilder text;
    private int unseen;

    private Reading(StringBuilder text) {
      this.text = text;
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        if (isUnseen(element)) {
          unseen++;
        }
        if (unseen == 0) {
          open(element);
        }
      } else if (unseen == 0 && node instanceof TextNode words) {
        words(words.text());
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) {
        return;
      }
      if (unseen == 0) {
        close(element);
      }
      if (isUnseen(element)) {
        unseen--;
      }
    }

    private void open(Element element) {
      switch (element.normalName()) {
        case "br" -> text.append('\n');
        case "li" -> line().append("- ");
        case "img" -> words(element.attr("alt"));
        case String name when CELLS.contains(name) -> words(" ");
        case String name when PARAGRAPHS.contains(name) -> paragraph();
        case String _ -> {
          if (element.isBlock()) {
            line();
          }
        }
      }
    }

    private void close(Element element) {
      String name = element.normalName();
      if (name.equals("a")) {
        String url = element.attr("href").strip();
        if (Html.isWeb(url) && !element.text().strip().equals(url)) {
          words(" (" + url + ")");
        }
      } else if (PARAGRAPHS.contains(name)) {
        paragraph();
      } else if (element.isBlock() && !CELLS.contains(name)) {
        line();
      }
    }

    private void words(String words) {
      boolean begins = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
      text.append(begins ? words.stripLeading() : words);
    }

    @SuppressWarnings("UnusedReturnValue")
    private StringBuilder line() {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
      return text;
    }

    private void paragraph() {
      line();
      if (!text.isEmpty()) {
        text.append('\n');
      }
    }

    private static boolean isUnseen(Element element) {
      return UNSEEN.contains(element.normalName())
          || HIDDEN.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find();
    }
  }
}
