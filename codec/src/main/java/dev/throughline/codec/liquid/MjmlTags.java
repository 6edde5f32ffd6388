package dev.throughline.codec.liquid;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a document's MJML tags are known, closed and not nested too deep; the converter itself
/// takes anything for HTML.
final class MjmlTags {
  private static final int MAX_DEPTH = 200;

  private static final Pattern TAG =
      Pattern.compile("<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)|(/?)>|\n|\"[^\"<>]*+\"");

  /// Elements of HTML that need no end.
  private static final Set<String> ENDLESS =
      Set.of("br", "hr", "img", "input", "link", "meta", "col", "area", "wbr", "source", "p", "li");

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              ("mjml mj-head mj-title mj-preview mj-attributes mj-all mj-class mj-breakpoint mj-font"
                      + " mj-style mj-html-attributes mj-selector mj-html-attribute mj-body"
                      + " mj-wrapper mj-section mj-group mj-column mj-text mj-spacer mj-divider"
                      + " mj-raw mj-image mj-button mj-hero mj-social mj-social-element mj-table"
                      + " mj-navbar mj-navbar-link mj-accordion mj-accordion-element"
                      + " mj-accordion-title mj-accordion-text mj-carousel mj-carousel-image")
                  .split(" ")));

  private record Open(String tag, int line) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private int line = 1;
  private boolean sawRoot;
  private boolean sawBody;

  private MjmlTags() {}

  static void check(String mjml) {
    MjmlTags tags = new MjmlTags();
    tags.read(TAG.matcher(mjml));
    tags.finish();
  }

  private void read(Matcher matcher) {
    boolean comment = false;
    boolean opening = false;
    while (matcher.find()) {
      String found = matcher.group();
      if (found.equals("\n")) {
        line++;
      } else if (found.equals("<!--")) {
        comment = true;
      } else if (found.equals("-->")) {
        comment = false;
      } else if (!comment && matcher.group(2) != null) {
        String tag = matcher.group(2).toLowerCase(Locale.ROOT);
        boolean starts = matcher.group(1).isEmpty();
        opening = starts && !ENDLESS.contains(tag);
        enter(tag, starts);
      } else if (!comment && matcher.group(3) != null) {
        if (opening && !matcher.group(3).isEmpty()) {
          open.pollLast();
        }
        opening = false;
      } else {
        line += (int) found.chars().filter(c -> c == '\n').count();
      }
    }
  }

  private void enter(String tag, boolean starts) {
    boolean ours = tag.startsWith("mj");
    sawRoot |= tag.equals("mjml");
    sawBody |= tag.equals("mj-body");
    if (tag.equals("mj-include")) {
      throw new Mistake(
          line,
          "<mj-include> would read another file, which templates cannot",
          "Use a block of the catalog: {{ blocks.KEY }}.");
    }
    if (ours && !KNOWN.contains(tag)) {
      throw new Mistake(
          line,
          "There is no tag <%s> in MJML".formatted(Syntax.shortened(tag)),
          Closest.hint(tag, KNOWN, "Known tags: " + String.join(", ", KNOWN) + "."));
    }
    if (starts && ENDLESS.contains(tag)) {
      return;
    }
    if (starts) {
      open.addLast(new Open(tag, line));
      if (open.size() > MAX_DEPTH) {
        throw new Mistake(
            line,
            "Tags are nested more than %d deep".formatted(MAX_DEPTH),
            "Take some of them apart.");
      }
    } else if (ours) {
      close(tag);
    } else if (!open.isEmpty() && open.getLast().tag.equals(tag)) {
      open.removeLast();
    }
  }

  /// HTML inside may be left open, as browsers allow; MJML may not.
  private void close(String tag) {
    while (!open.isEmpty() && !open.getLast().tag.startsWith("mj")) {
      open.removeLast();
    }
    Open last = open.pollLast();
    if (last == null) {
      throw new Mistake(line, "</%s> closes nothing".formatted(tag), "Remove it.");
    }
    if (!last.tag.equals(tag)) {
      throw new Mistake(
          line,
          "</%s> stands where <%s> of line %d is to be closed".formatted(tag, last.tag, last.line),
          "Add </%s> before it.".formatted(last.tag));
    }
  }

  private void finish() {
    open.removeIf(element -> !element.tag.startsWith("mj"));
    if (!open.isEmpty()) {
      Open last = open.getLast();
      throw new Mistake(
          last.line,
          "<%s> is opened here and never closed".formatted(last.tag),
          "Add </%s>.".formatted(last.tag));
    }
    if (!sawRoot || !sawBody) {
      throw new Mistake(
          1,
          sawRoot ? "There is no <mj-body>" : "There is no <mjml> around the document",
          "Write <mjml><mj-body>…</mj-body></mjml>.");
    }
  }
}
