package dev.throughline.http;

import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What was sent to us and could not be taken in.
record DeadLetterApi(Orchestrator runtime) implements Api {
  /// So many are looked through for those of one reason.
  private static final int MAX_LOOKED_THROUGH = 10_000;

  private static final int AT_ONCE = 500;
  private static final int KEY_CHARS = 4;

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/dead-letters", Reply.by(this::list));
  }

  private Reply list(Context context) {
    Parameters asked = new Parameters(context);
    String reason = asked.text("reason");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(1);
    Long from = cursor == null ? null : asked.part(cursor.getFirst(), Long::valueOf);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    List<Dead> found = found(from == null ? Long.MAX_VALUE : from, reason, limit + 1);
    boolean last = found.size() <= limit;
    List<Dead> page = last ? found : found.subList(0, limit);
    return Reply.ok(
        Json.page(
            Json.list(page, DeadLetterApi::letter),
            last ? null : Parameters.cursorOf(page.getLast().number()),
            null));
  }

  private List<Dead> found(long from, String reason, int wanted) {
    List<Dead> found = new ArrayList<>();
    long before = from;
    for (int looked = 0; looked < MAX_LOOKED_THROUGH && found.size() < wanted; looked += AT_ONCE) {
      long at = before;
      List<Dead> next = runtime.ask(view -> view.dead(at, AT_ONCE)).join();
      if (next.isEmpty()) {
        break;
      }
      next.stream()
          .filter(dead -> reason.isEmpty() || dead.code().equals(reason))
          .limit(wanted - found.size())
          .forEach(found::add);
      before = next.getLast().number();
    }
    return found;
  }

  private static Fields letter(Dead dead) {
    String key = dead.source();
    return Json.object(
        "id", Long.toString(dead.number()),
        "receivedAt", dead.at(),
        "reason", dead.code(),
        "problem", dead.reason(),
        "pointer", null,
        "writeKey", key.substring(Math.max(0, key.length() - KEY_CHARS)),
        "body", dead.raw(),
        "bytes", dead.raw().getBytes(StandardCharsets.UTF_8).length);
  }
}
