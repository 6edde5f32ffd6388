package dev.throughline.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The campaign parameters of every link in a message, made of journey, version, step and variant,
/// so that no two can collide and nobody types them.
///
/// @param source whose message it is: the workspace
/// @param medium the channel, in the words that Google Analytics groups by
/// @param campaign the journey
/// @param content the step, and the variant after a dot
/// @param id journey and version
public record Utm(String source, String medium, String campaign, String content, String id) {

  public static Utm of(String source, Outgoing message) {
    return new Utm(
        source,
        message.channel(),
        message.journey(),
        message.arm() == null ? message.step() : message.step() + "." + message.arm(),
        message.journey() + ".v" + message.version());
  }

  /// The link with these parameters. Those that the author wrote are kept as they are, and so is
  /// every other character of the link.
  public String tag(String url) {
    int hash = url.indexOf('#');
    String fragment = hash < 0 ? "" : url.substring(hash);
    String rest = hash < 0 ? url : url.substring(0, hash);
    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    StringBuilder tagged = new StringBuilder(rest);
    char separator = mark < 0 ? '?' : '&';
    boolean needsSeparator = mark < 0 || !(query.isEmpty() || query.endsWith("&"));
    for (Map.Entry<String, String> parameter : parameters().entrySet()) {
      if (!has(query, parameter.getKey())) {
        if (needsSeparator) {
          tagged.append(separator);
        }
        tagged.append(parameter.getKey()).append('=').append(encoded(parameter.getValue()));
        separator = '&';
        needsSeparator = true;
      }
    }
    return tagged.append(fragment).toString();
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("utm_source", source);
    parameters.put("utm_medium", medium);
    parameters.put("utm_campaign", campaign);
    parameters.put("utm_content", content);
    parameters.put("utm_id", id);
    return parameters;
  }

  private static boolean has(String query, String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=") || pair.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
