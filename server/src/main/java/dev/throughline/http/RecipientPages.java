package dev.throughline.http;

import dev.throughline.channel.Link;

/// The plain pages that a recipient of a message sees: no script, no picture, nothing from
/// elsewhere.
final class RecipientPages {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center;background:#f4f5f7;color:#1c1e21}
      main{max-width:30rem;margin:1rem;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 4px rgb(0 0 0/.12)}
      h1{font-size:1.3rem;margin:0 0 .75rem}
      button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:8px;background:#2b4acb;color:#fff;cursor:pointer}
      button:focus-visible,input:focus-visible{outline:3px solid #8aa0ff;outline-offset:2px}
      fieldset{border:0;padding:0;margin:0 0 1rem}
      legend{font-weight:600;margin-bottom:.25rem}
      label{display:flex;gap:.6rem;align-items:center;padding:.25rem 0;min-height:24px}
      .done{background:#e3f4ea;color:#14532d;border-radius:8px;padding:.5rem .75rem}
      @media(prefers-color-scheme:dark){body{background:#111316;color:#e8eaed}main{background:#1b1e22}.done{background:#143322;color:#bbf0cf}}
      """;

  /// Of the words under which recipients decide; it grows with every change to them.
  static final String WORDING_VERSION = "1";

  private static final String QUESTION = "What may we send you?";

  private RecipientPages() {}

  /// What the page says beside the button that unsubscribes.
  static String unsubscribeWording(Link link) {
    return "You will get no more %s messages by %s."
        .formatted(link.purpose(), words(link.channel()));
  }

  /// What the page of preferences says at a box.
  static String wording(Preferences.Choice choice) {
    return "%s %s: by %s".formatted(QUESTION, capital(choice.purpose()), words(choice.channel()));
  }

  static String askToUnsubscribe(Link link) {
    return page(
        "Unsubscribe",
        """
        <h1>Unsubscribe?</h1>
        <p>%s</p>
        <form method="post"><button type="submit">Unsubscribe</button></form>
        """
            .formatted(escaped(unsubscribeWording(link))));
  }

  static String unsubscribed(Link link) {
    return page(
        "Unsubscribed",
        """
        <h1>You are unsubscribed</h1>
        <p>%s It holds from now on.</p>
        """
            .formatted(escaped(unsubscribeWording(link))));
  }

  static String unknown() {
    return page(
        "Not found",
        """
        <h1>This link does not work</h1>
        <p>It may be incomplete or too old. Use the one in the latest message you got.</p>
        """);
  }

  static String preferences(Preferences preferences, boolean saved) {
    StringBuilder form = new StringBuilder("<h1>%s</h1>".formatted(QUESTION));
    if (saved) {
      form.append("<p class=\"done\" role=\"status\">Saved. It holds from now on.</p>");
    }
    form.append("<form method=\"post\">");
    String purpose = "";
    for (Preferences.Choice choice : preferences.choices()) {
      if (!choice.purpose().equals(purpose)) {
        form.append(purpose.isEmpty() ? "" : "</fieldset>");
        purpose = choice.purpose();
        form.append("<fieldset><legend>%s</legend>".formatted(escaped(capital(purpose))));
      }
      form.append(
          "<label><input type=\"checkbox\" name=\"%s\"%s> By %s</label>"
              .formatted(
                  escaped(choice.name()),
                  choice.allowed() ? " checked" : "",
                  escaped(words(choice.channel()))));
    }
    form.append(purpose.isEmpty() ? "" : "</fieldset>");
    form.append("<button type=\"submit\">Save</button></form>");
    return page("Preferences", form.toString());
  }

  private static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
    <style>%s</style></head><body><main>%s</main></body></html>
    """
        .formatted(title, STYLE, body);
  }

  private static String words(String channel) {
    return switch (channel) {
      case "email" -> "e-mail";
      case "sms" -> "SMS";
      case "push" -> "push notification";
      case "web_push" -> "browser notification";
      case "in_app" -> "message in the app";
      case "web" -> "message on the website";
      default -> channel;
    };
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
