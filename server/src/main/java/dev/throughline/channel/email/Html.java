package dev.throughline.channel.email;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;

/// Changes to an author's HTML that leave every other character as it was: mail clients are too
/// strange for markup that somebody else has put in order.
final class Html {
  private static final Set<String> LINKING = Set.of("a", "area");

  /// Outlook's conditional comments hold markup, buttons in VML among it.
  private static final String CONDITIONAL = "[if";

  private static final String COMMENT_START = "<!--";
  private static final int MAX_NESTING = 3;

  private record Edit(int end, String text) {}

  private Html() {}

  /// The HTML with every web link replaced by what `link` makes of it.
  static String withLinks(String html, UnaryOperator<String> link) {
    TreeMap<Integer, Edit> edits = new TreeMap<>();
    collect(html, html, 0, link, edits, 0);
    StringBuilder changed = new StringBuilder(html.length() + 256 * edits.size());
    int from = 0;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      changed.append(html, from, edit.getKey()).append(edit.getValue().text());
      from = edit.getValue().end();
    }
    return changed.append(html, from, html.length()).toString();
  }

  private static void collect(
      String html,
      String part,
      int offset,
      UnaryOperator<String> link,
      Map<Integer, Edit> edits,
      int nesting) {
    Document document = Parser.htmlParser().setTrackPosition(true).parseInput(part, "");
    for (Element element : document.getElementsByAttribute("href")) {
      String url = element.attr("href").strip();
      if (leads(element) && isWeb(url)) {
        Range value = element.attributes().sourceRange("href").valueRange();
        int start = offset + value.startPos();
        int end = offset + value.endPos();
        if (says(html, start, end, url)) {
          edits.put(start, new Edit(end, attribute(link.apply(request(url)))));
        }
      }
    }
    if (nesting < MAX_NESTING) {
      document.traverse((node, _) -> {
        if (node instanceof Comment comment && comment.getData().startsWith(CONDITIONAL)) {
          int inside = comment.getData().indexOf('>') + 1;
          int start = offset + place(comment) + COMMENT_START.length() + inside;
          String markup = comment.getData().substring(inside);
          if (inside > 0 && html.startsWith(markup, start)) {
            collect(html, markup, start, link, edits, nesting + 1);
          }
        }
      });
    }
  }

  private static int place(Node node) {
    return node.sourceRange().startPos();
  }

  private static boolean leads(Element element) {
    return LINKING.contains(element.normalName()) || element.normalName().startsWith("v:");
  }

  /// Whether the author wrote this URL at this place: a link is never changed on a guess.
  private static boolean says(String html, int start, int end, String url) {
    return start >= 0
        && start < end
        && end <= html.length()
        && Parser.unescapeEntities(html.substring(start, end), true).strip().equals(url);
  }

  /// The URL as a browser asks for it: without line breaks, its spaces encoded.
  private static String request(String url) {
    return url.replaceAll("[\\t\\r\\n]", "").replace(" ", "%20");
  }

  /// Fit for a value in either quotes or in none.
  private static String attribute(String url) {
    return Entities.escape(url).replace("\"", "&quot;").replace("&apos;", "&#39;");
  }

  static boolean isWeb(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }

  /// The HTML with something more at the end of what is shown.
  static String withAtEnd(String html, String addition) {
    String lower = html.toLowerCase(Locale.ROOT);
    int end = lower.lastIndexOf("</body");
    if (end < 0) {
      end = lower.lastIndexOf("</html");
    }
    return end < 0 ? html + addition : html.substring(0, end) + addition + html.substring(end);
  }
}
