package dev.throughline.http;

import dev.throughline.channel.Link;
import dev.throughline.event.Value;
import io.javalin.http.Context;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a recipient decided: on which page, under which words, from which address and program. It
/// goes into the event, for consent has to be proved (GDPR article 7).
record Witness(SortedMap<String, Value> properties) {
  static final String PREFERENCE_PAGE = "preference_page";
  static final String UNSUBSCRIBE_PAGE = "unsubscribe_page";
  static final String ONE_CLICK = "one_click";

  /// What a mail program sends for the recipient, who saw no page of ours (RFC 8058).
  private static final String ONE_CLICK_TEXT = "List-Unsubscribe=One-Click";

  private static final int MAX_CHARS = 512;

  static Witness ofUnsubscribing(Context context, Link link) {
    return isOneClick(context.body())
        ? of(context, ONE_CLICK, ONE_CLICK_TEXT, "RFC 8058")
        : of(
            context,
            UNSUBSCRIBE_PAGE,
            RecipientPages.unsubscribeWording(link),
            RecipientPages.WORDING_VERSION);
  }

  /// As a form or in parts; read so that no body, however broken, stops somebody who wants out.
  private static boolean isOneClick(String body) {
    return body.contains("List-Unsubscribe") && body.contains("One-Click");
  }

  static Witness ofChoosing(Context context, Preferences.Choice choice) {
    return of(
        context, PREFERENCE_PAGE, RecipientPages.wording(choice), RecipientPages.WORDING_VERSION);
  }

  private static Witness of(Context context, String source, String text, String version) {
    TreeMap<String, Value> properties = new TreeMap<>();
    properties.put("source", Value.of(source));
    properties.put("text", Value.of(text));
    properties.put("text_version", Value.of(version));
    properties.put("ip", Value.of(context.req().getRemoteAddr()));
    header(context, "X-Forwarded-For", "forwarded_for", properties);
    header(context, "User-Agent", "user_agent", properties);
    return new Witness(properties);
  }

  private static void header(
      Context context, String header, String name, SortedMap<String, Value> properties) {
    String said = context.header(header);
    if (said != null && !said.isBlank()) {
      properties.put(name, Value.of(said.substring(0, Math.min(said.length(), MAX_CHARS))));
    }
  }
}
