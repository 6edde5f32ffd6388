package dev.throughline.http;

import dev.throughline.analytics.SentMessage;
import dev.throughline.analytics.Warehouse;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was sent, newest first.
record OutboxApi(Orchestrator runtime, Warehouse warehouse, Shelves shelves) implements Api {
  /// So many are looked through for those in one state.
  private static final int MAX_LOOKED_THROUGH = 5_000;

  private static final int AT_ONCE = 500;
  private static final int PREVIEW_CHARS = 120;

  /// States that only the letters know; the warehouse knows of failures.
  private static final Set<String> OF_LETTERS = Set.of("decided", "in_flight", "unknown", "sent");

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/outbox", Reply.by(this::list));
  }

  /// A message and its letter, where that is still there.
  record Sent(SentMessage message, @Nullable Letter letter) {
    String state() {
      if (letter != null) {
        return state(letter);
      }
      return message.failed() ? "failed" : message.deliveredAt() == null ? "unknown" : "sent";
    }

    static String state(Letter letter) {
      return switch (letter.state()) {
        case DECIDED -> "decided";
        case IN_FLIGHT -> "in_flight";
        case SENT -> "sent";
        case FAILED, WITHDRAWN -> "failed";
        case UNKNOWN -> "unknown";
      };
    }
  }

  private Reply list(Context context) {
    Parameters asked = new Parameters(context);
    String state = asked.text("state");
    int limit = asked.limit();
    SentMessage.Filter filter =
        new SentMessage.Filter(
            asked.text("q"),
            asked.textOrNull("channel"),
            asked.textOrNull("journey"),
            asked.textOrNull("customer"),
            state.equals("failed") ? Boolean.TRUE : null);
    List<String> cursor = asked.cursor(2);
    Instant at = cursor == null ? null : asked.part(cursor.getFirst(), Instant::parse);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    SentMessage after = cursor == null || at == null ? null : after(cursor.getLast(), at);
    List<Sent> found = found(filter, state, after, limit + 1);
    boolean last = found.size() <= limit;
    List<Sent> page = last ? found : found.subList(0, limit);
    boolean counts = !OF_LETTERS.contains(state);
    Shelf shelf = shelves.now();
    return Reply.ok(
        Json.page(
            Json.list(page, sent -> row(sent, shelf)),
            last ? null : cursor(page.getLast().message),
            counts ? Long.valueOf(SentMessage.count(warehouse, filter)) : null));
  }

  private static SentMessage after(String message, Instant at) {
    return new SentMessage(message, "", null, "", 0, "", "", "", at, null, false, List.of());
  }

  private static String cursor(SentMessage message) {
    return Parameters.cursorOf(message.decidedAt(), message.message());
  }

  private List<Sent> found(
      SentMessage.Filter filter, String state, @Nullable SentMessage after, int wanted) {
    if (!OF_LETTERS.contains(state)) {
      return withLetters(SentMessage.search(warehouse, filter, after, wanted));
    }
    List<Sent> found = new ArrayList<>();
    SentMessage from = after;
    for (int looked = 0; looked < MAX_LOOKED_THROUGH && found.size() < wanted; looked += AT_ONCE) {
      List<SentMessage> next = SentMessage.search(warehouse, filter, from, AT_ONCE);
      withLetters(next).stream()
          .filter(sent -> sent.state().equals(state))
          .limit(wanted - found.size())
          .forEach(found::add);
      if (next.size() < AT_ONCE) {
        break;
      }
      from = next.getLast();
    }
    return found;
  }

  private List<Sent> withLetters(List<SentMessage> messages) {
    Map<String, Letter> letters =
        runtime
            .ask(view -> {
              Map<String, Letter> byId = new TreeMap<>();
              for (SentMessage message : messages) {
                view.letter(message.message())
                    .ifPresent(letter -> byId.put(message.message(), letter));
              }
              return byId;
            })
            .join();
    return messages.stream()
        .map(message -> new Sent(message, letters.get(message.message())))
        .toList();
  }

  private static Fields row(Sent sent, Shelf shelf) {
    SentMessage message = sent.message;
    Letter letter = sent.letter;
    return Json.object(
        "message", message.message(),
        "customer", message.person(),
        "customerName", message.name(),
        "to", letter == null ? "" : letter.address(),
        "channel", message.channel(),
        "journey", message.journey(),
        "journeyName", shelf.nameOf("journey", message.journey()),
        "step", message.step(),
        "template", message.template(),
        "subject", letter == null ? "" : DecisionRecords.subject(letter),
        "preview", letter == null ? "" : preview(letter),
        "state", sent.state(),
        "decidedAt", message.decidedAt(),
        "sentAt", sentAt(sent),
        "attempts", letter == null ? 0 : letter.attempts(),
        "feedback", message.feedback().stream().map(SentMessage.Feedback::kind).toList());
  }

  private static @Nullable Instant sentAt(Sent sent) {
    return sent.letter != null && sent.letter.state() == Letter.State.SENT
        ? sent.letter.changedAt()
        : sent.message.deliveredAt();
  }

  private static String preview(Letter letter) {
    for (String part : List.of("text", "body", "html")) {
      String text =
          letter
              .parts()
              .getOrDefault(part, "")
              .replaceAll("(?s)<(style|script|head).*?</\\1>", " ")
              .replaceAll("<[^>]*>", " ")
              .replaceAll("\\s+", " ")
              .strip();
      if (!text.isEmpty()) {
        return text.length() <= PREVIEW_CHARS ? text : text.substring(0, PREVIEW_CHARS) + "…";
      }
    }
    return "";
  }
}
