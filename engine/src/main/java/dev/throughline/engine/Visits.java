package dev.throughline.engine;

import dev.throughline.catalog.Catalog;
import dev.throughline.customer.Touch;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Touches that are no messages: campaign visits, known by UTM parameters or a click id, and logged
/// sales activities.
final class Visits {
  private static final List<String> CLICK_IDS =
      List.of("gclid", "wbraid", "gbraid", "fbclid", "msclkid", "ttclid", "li_fat_id", "twclid");
  private static final List<String> SALES_ACTIVITIES =
      List.of("Sales Activity Logged", "Call Logged", "Meeting Held", "Sales Email Sent");

  /// Parameters read of one address.
  private static final int MAX_PARAMETERS = 100;

  private Visits() {}

  static Optional<Touch> touch(Turn turn, Event event) {
    Catalog catalog = turn.catalog;
    if (SALES_ACTIVITIES.contains(event.name())) {
      return Optional.of(touch(turn, event, Touch.Status.SALES, null, 0, "sales"));
    }
    Map<String, String> parameters = parameters(event);
    String source = said(event, parameters, "source");
    String medium = said(event, parameters, "medium");
    String name = said(event, parameters, "name");
    if (source.isEmpty() && medium.isEmpty() && name.isEmpty()) {
      return CLICK_IDS.stream()
          .filter(id -> !parameters.getOrDefault(id, "").isEmpty())
          .findFirst()
          .map(id -> touch(turn, event, Touch.Status.VISIT, null, 0, id + "/cpc"));
    }
    String journey = catalog.has(name) ? name : null;
    int version = journey == null ? 0 : catalog.plan(journey).journey().version();
    String channel =
        (source.isEmpty() ? "unknown" : source) + "/" + (medium.isEmpty() ? "none" : medium);
    return Optional.of(touch(turn, event, Touch.Status.VISIT, journey, version, channel));
  }

  private static Touch touch(
      Turn turn,
      Event event,
      Touch.Status status,
      @Nullable String journey,
      int version,
      String channel) {
    return new Touch(
        event.messageId(),
        status,
        event.at(),
        journey,
        version,
        null,
        null,
        channel,
        Exposures.of(turn, null));
  }

  /// As Segment's libraries say it in `context.campaign`, else as the page's address does.
  private static String said(Event event, Map<String, String> parameters, String part) {
    String said =
        event.context().get("campaign") instanceof Fields campaign ? campaign.text(part) : "";
    String parameter = part.equals("name") ? "utm_campaign" : "utm_" + part;
    return said.isEmpty() ? parameters.getOrDefault(parameter, "") : said;
  }

  private static Map<String, String> parameters(Event event) {
    Map<String, String> parameters = new TreeMap<>();
    read(event.context(), parameters);
    for (String part : List.of("page", "campaign")) {
      if (event.context().get(part) instanceof Fields fields) {
        read(fields, parameters);
      }
    }
    if (event.type() == Event.Type.PAGE) {
      read(event.properties(), parameters);
    }
    return parameters;
  }

  private static void read(Fields page, Map<String, String> parameters) {
    read(page.text("search"), parameters);
    String url = page.text("url");
    int question = url.indexOf('?');
    if (question >= 0) {
      int hash = url.indexOf('#', question);
      read(hash < 0 ? url.substring(question) : url.substring(question, hash), parameters);
    }
    for (String id : CLICK_IDS) {
      if (page.get(id) instanceof Value.Text(String value)) {
        parameters.putIfAbsent(id, value);
      }
    }
  }

  private static void read(String query, Map<String, String> parameters) {
    String bare = query.startsWith("?") ? query.substring(1) : query;
    for (String pair : bare.split("&", MAX_PARAMETERS)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // A cut-off escape: what was sent says more than nothing.
      return value;
    }
  }
}
