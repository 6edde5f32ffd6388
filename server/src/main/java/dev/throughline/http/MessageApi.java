package dev.throughline.http;

import dev.throughline.analytics.SentMessage;
import dev.throughline.analytics.Warehouse;
import dev.throughline.channel.Carriage;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.email.MailBody;
import dev.throughline.channel.email.Stationery;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.message.Channels;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message as its recipient sees it.
///
/// @param from who sends the mails; null where nothing is set up for them
record MessageApi(
    Orchestrator runtime,
    Warehouse warehouse,
    Shelves shelves,
    Links links,
    Stationery stationery,
    @Nullable String from)
    implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/outbox/{message}", Reply.by(this::message));
  }

  private Reply message(Context context) {
    String id = context.pathParam("message");
    Optional<Letter> letter = runtime.ask(view -> view.letter(id)).join();
    Optional<SentMessage> sent = SentMessage.of(warehouse, id);
    if (letter.isEmpty()) {
      return Reply.notFound("There is no message " + id);
    }
    return Reply.ok(shown(letter.get(), sent));
  }

  /// What a recipient's program makes of it.
  private record Seen(@Nullable String html, @Nullable String text, Items headers) {}

  private Fields shown(Letter letter, Optional<SentMessage> sent) {
    Shelf shelf = shelves.now();
    Seen seen = seen(letter);
    String customer = sent.map(SentMessage::person).orElse(letter.customer());
    String all =
        (seen.html == null ? "" : seen.html)
            + (seen.text == null ? "" : seen.text)
            + part(letter, "subject", "")
            + part(letter, "title", "");
    boolean mail = letter.channel().equals(Channels.EMAIL);
    return Json.object(
        "message", letter.id(),
        "customer", customer,
        "customerName", sent.map(SentMessage::name).orElse(null),
        "to", letter.address(),
        "from", mail ? from : null,
        "channel", letter.channel(),
        "journey", letter.journey(),
        "journeyName", shelf.nameOf("journey", letter.journey()),
        "version", letter.version(),
        "step", letter.step(),
        "template", sent.map(SentMessage::template).orElse(""),
        "locale", letter.parts().get("locale"),
        "state", OutboxApi.Sent.state(letter),
        "decidedAt", letter.decidedAt(),
        "sentAt", letter.state() == Letter.State.SENT ? letter.changedAt() : null,
        "subject", letter.parts().get("subject"),
        "title", letter.parts().get("title"),
        "text", seen.text,
        "html", seen.html,
        "url", letter.parts().get("url"),
        "headers", seen.headers,
        "bytes", all.getBytes(StandardCharsets.UTF_8).length,
        "events", events(letter, sent));
  }

  private static String part(Letter letter, String name, String otherwise) {
    return letter.parts().getOrDefault(name, otherwise);
  }

  private Seen seen(Letter letter) {
    if (letter.channel().equals(Channels.EMAIL) && !letter.customer().isEmpty()) {
      Outgoing message = Carriage.outgoing(letter);
      MailBody body = MailBody.of(message, stationery, links).orElse(new MailBody(null, ""));
      List<Value> headers = new ArrayList<>();
      if (!message.isTransactional()) {
        headers.add(header("List-Unsubscribe", "<" + links.unsubscribe(message) + ">"));
        headers.add(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
      }
      return new Seen(body.html(), body.text(), new Items(headers));
    }
    List<Value> headers = new ArrayList<>();
    letter
        .parts()
        .forEach((name, value) -> {
          if (name.startsWith("header.")) {
            headers.add(header(name.substring("header.".length()), value));
          }
        });
    String text = letter.parts().get("body");
    return new Seen(
        letter.parts().get("html"),
        text == null ? letter.parts().get("text") : text,
        new Items(headers));
  }

  private static Fields header(String name, String value) {
    return Json.object("name", name, "value", value);
  }

  private static Items events(Letter letter, Optional<SentMessage> sent) {
    record At(Instant at, String kind, @Nullable String detail) {}
    List<At> events = new ArrayList<>();
    events.add(new At(letter.decidedAt(), "decided", null));
    if (letter.state() != Letter.State.DECIDED || letter.attempts() > 0) {
      String kind = letter.state() == Letter.State.DECIDED ? "retry" : OutboxApi.Sent.state(letter);
      String detail = letter.detail().isEmpty() ? null : letter.detail();
      events.add(new At(letter.changedAt(), kind, detail));
    }
    sent.map(SentMessage::feedback)
        .orElse(List.of())
        .forEach(said -> events.add(new At(said.at(), said.kind(), null)));
    events.sort(Comparator.comparing(At::at));
    return Json.list(
        events, event -> Json.object("at", event.at, "kind", event.kind, "detail", event.detail));
  }
}
