package dev.throughline.http;

import dev.throughline.analytics.ConsentLine;
import dev.throughline.codec.json.EventLine;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Jurisdictions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One archived event as proof of what somebody agreed to or refused.
record Evidence(ConsentLine line, Event event, List<Consent.Said> said) {
  private static final Set<String> PAGES =
      Set.of(Witness.PREFERENCE_PAGE, Witness.UNSUBSCRIBE_PAGE, Witness.ONE_CLICK);

  Evidence {
    said = List.copyOf(said);
  }

  /// Empty where the event decides nothing.
  static Optional<Evidence> of(ConsentLine line) {
    if (EventLine.parse(line.json()) instanceof EventLine.Parsed.Ok(Event event)) {
      List<Consent.Said> said = Consent.saidIn(event);
      return said.isEmpty() ? Optional.empty() : Optional.of(new Evidence(line, event, said));
    }
    throw new IllegalStateException("What was stored is no event: " + line.json());
  }

  Fields json() {
    return Json.object(
        "decidedAt",
        event.at(),
        "receivedAt",
        event.receivedAt(),
        "decisions",
        Json.list(said, Evidence::decision),
        "jurisdiction",
        orNull(jurisdiction()),
        "source",
        source(),
        "library",
        orNull(library()),
        "text",
        orNull(event.properties().text("text")),
        "textVersion",
        orNull(event.properties().text("text_version")),
        "ip",
        orNull(ip()),
        "forwardedFor",
        orNull(event.properties().text("forwarded_for")),
        "userAgent",
        orNull(userAgent()),
        "messageId",
        event.messageId(),
        "entry",
        line.entry(),
        "sha256",
        sha256(line.json()));
  }

  /// With the event itself, so that the hash can be worked out anew.
  Fields whole() {
    TreeMap<String, Value> whole = new TreeMap<>(json().values());
    whole.put("line", Value.of(line.json()));
    return new Fields(whole);
  }

  private static Fields decision(Consent.Said said) {
    return Json.object(
        "purpose", said.topic().purpose(),
        "channel", said.topic().channel(),
        "granted", said.granted());
  }

  private String jurisdiction() {
    return Jurisdictions.of(
        line.country() == null ? "" : line.country(), line.phone() == null ? "" : line.phone());
  }

  private String source() {
    if (event.history()) {
      return "import";
    }
    // What comes back on a letter names it, and no client has had a hand in it.
    if (event.context().isEmpty() && !event.properties().text("campaign_id").isEmpty()) {
      String page = event.properties().text("source");
      return PAGES.contains(page) ? page : "callback";
    }
    return library().isEmpty() ? "api" : "sdk";
  }

  private String library() {
    return event.context().get("library") instanceof Fields library
        ? (library.text("name") + " " + library.text("version")).strip()
        : "";
  }

  private String ip() {
    String sent = event.context().text("ip");
    return sent.isEmpty() ? event.properties().text("ip") : sent;
  }

  private String userAgent() {
    String sent = event.context().text("userAgent");
    return sent.isEmpty() ? event.properties().text("user_agent") : sent;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String sha256(String line) {
    try {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
