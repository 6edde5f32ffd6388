package dev.throughline.channel.email;

import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.Utm;
import dev.throughline.message.LinkPlaceholders;
import java.util.Optional;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/// What a mail says, as its recipient sees it: with links of their own, tags, footer and pixel.
///
/// @param html null where the template has none
public record MailBody(@Nullable String html, String text) {

  /// Nothing where the message has nothing to show in a mail.
  public static Optional<MailBody> of(Outgoing message, Stationery stationery, Links links) {
    String html = message.parts().get("html");
    String written = message.part("text").or(() -> message.part("body")).orElse(null);
    String read = written != null ? written : html != null ? PlainText.of(html) : null;
    if (read == null) {
      return Optional.empty();
    }
    Links.Own own = links.own(message);
    Utm utm = Utm.of(stationery.utmSource(), message);
    String text = PlainText.withLinks(own.in(read), url -> tagged(url, utm, links));
    if (!message.isTransactional()) {
      text += "\n\n-- \n" + stationery.postalAddress();
      text += text.contains(own.unsubscribe()) ? "" : "\nUnsubscribe: " + own.unsubscribe();
    }
    if (html == null) {
      return Optional.of(new MailBody(null, text + "\n"));
    }
    String shown =
        Html.withLinks(
            own.in(html), url -> clicked(tagged(url, utm, links), message, stationery, links));
    if (!message.isTransactional()) {
      boolean canLeave = html.contains(LinkPlaceholders.UNSUBSCRIBE);
      shown = Html.withAtEnd(shown, footer(stationery, canLeave ? "" : own.unsubscribe()));
    }
    if (stationery.trackOpens()) {
      shown = Html.withAtEnd(shown, pixel(links.open(message)));
    }
    return Optional.of(new MailBody(shown, text + "\n"));
  }

  private static String tagged(String url, Utm utm, Links links) {
    return links.isOurs(url) ? url : utm.tag(url);
  }

  private static String clicked(String url, Outgoing message, Stationery stationery, Links links) {
    boolean asItIs =
        !stationery.trackClicks() || links.isOurs(url) || url.length() > Links.MAX_TARGET_CHARS;
    return asItIs ? url : links.click(message, url);
  }

  private static String footer(Stationery stationery, String unsubscribe) {
    String leave =
        unsubscribe.isEmpty()
            ? ""
            : "<br><a href=\"%s\" style=\"color:#666666\">Unsubscribe</a>".formatted(unsubscribe);
    return "<p style=\"margin:24px 0;text-align:center;font:12px/18px sans-serif;color:#666666\">"
        + Entities.escape(stationery.postalAddress()).replace("\n", "<br>")
        + leave
        + "</p>";
  }

  private static String pixel(String url) {
    return "<img src=\"%s\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">"
        .formatted(url);
  }
}
