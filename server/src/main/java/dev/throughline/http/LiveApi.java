package dev.throughline.http;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Warehouse;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.live.LiveFeed;
import dev.throughline.http.live.News;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Events and decisions as they happen, as server-sent events.
record LiveApi(
    LiveFeed feed, Warehouse warehouse, Shelves shelves, CalledNames names, Semaphore places)
    implements Api {
  /// How many may watch at once.
  private static final int MAX_WATCHING = 200;

  private static final int DEFAULT_RECENT = 100;
  private static final int MAX_RECENT = 500;

  /// So many lines are written before the next look.
  private static final int MAX_LINES = 200;

  private static final long HEARTBEAT_MS = 10_000;

  /// Between two looks: a page cannot show more often.
  private static final long PAUSE_MS = 100;

  LiveApi(LiveFeed feed, Warehouse warehouse, Shelves shelves, CalledNames names) {
    this(feed, warehouse, shelves, names, new Semaphore(MAX_WATCHING));
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/live", this::watch);
  }

  /// @param kinds `event`, a fact's kind or the first word of one; empty for all
  private record Wanted(Set<String> kinds, @Nullable String customer) {
    boolean matches(String kind, String person) {
      int dot = kind.indexOf('.');
      String first = dot < 0 ? kind : kind.substring(0, dot);
      return (kinds.isEmpty() || kinds.contains(kind) || kinds.contains(first))
          && (customer == null || customer.equals(person));
    }
  }

  private void watch(Context context) throws IOException, InterruptedException {
    Parameters asked = new Parameters(context);
    int recent = asked.number("recent", DEFAULT_RECENT, 0, MAX_RECENT);
    Wanted wanted = new Wanted(asked.names("kind"), asked.textOrNull("customer"));
    if (asked.areWrong()) {
      asked.refusal().send(context);
      return;
    }
    if (!places.tryAcquire()) {
      Reply.problem(503, "Too many pages are watching", "Close some of them").send(context);
      return;
    }
    try {
      context.disableCompression();
      context
          .contentType("text/event-stream")
          .header("Cache-Control", "no-store")
          .header("X-Accel-Buffering", "no");
      stream(context, wanted, recent);
    } catch (IOException gone) {
      // The page was closed.
    } finally {
      places.release();
    }
  }

  private void stream(Context context, Wanted wanted, int recent)
      throws IOException, InterruptedException {
    OutputStream out = context.res().getOutputStream();
    String last = context.header("Last-Event-ID");
    long place = last == null ? -1 : feed.placeAfter(last);
    if (place < 0) {
      LiveFeed.Part ring = feed.all();
      place = ring.next();
      write(out, past(ring, wanted, recent));
    }
    write(out, ": watching\n\n");
    while (true) {
      LiveFeed.Part part = feed.after(place, MAX_LINES, HEARTBEAT_MS);
      place = part.next();
      if (part.closed()) {
        return;
      }
      if (part.missed() > 0) {
        write(out, "event: gap\ndata: {\"missed\":%d}\n\n".formatted(part.missed()));
      }
      List<News> lines =
          part.lines().stream()
              .filter(news -> wanted.matches(news.kind(), news.customer()))
              .toList();
      if (lines.isEmpty()) {
        write(out, ": here\n\n");
      } else {
        write(out, lines);
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  /// What came before: from the ring, and where that has only begun, from the warehouse.
  private String past(LiveFeed.Part ring, Wanted wanted, int recent) {
    List<Fields> past = new ArrayList<>();
    Shelf shelf = shelves.now();
    if (ring.missed() == 0 && ring.lines().size() < recent) {
      Set<String> there = new HashSet<>();
      ring.lines().forEach(news -> there.add(news.id()));
      List<Line> lines = Line.latest(warehouse, -1, LiveFeed.SIZE);
      lines = lines.subList(Math.max(0, lines.size() - recent - there.size()), lines.size());
      var called = names.of(Entries.people(lines));
      for (Line line : lines) {
        Fields entry = Entries.of(line, shelf, called);
        if (wanted.matches(line.kind(), line.person()) && !there.contains(entry.text("id"))) {
          past.add(entry);
        }
      }
    }
    List<News> news =
        ring.lines().stream().filter(one -> wanted.matches(one.kind(), one.customer())).toList();
    List<News> newest = news.subList(Math.max(0, news.size() - recent), news.size());
    var called = names.of(newest.stream().map(News::customer).distinct().toList());
    newest.forEach(one -> past.add(Entries.of(one, shelf, called)));
    StringBuilder text = new StringBuilder();
    past.subList(Math.max(0, past.size() - recent), past.size())
        .forEach(entry -> append(text, entry));
    return text.toString();
  }

  private void write(OutputStream out, List<News> lines) throws IOException {
    Shelf shelf = shelves.now();
    var called = names.of(lines.stream().map(News::customer).distinct().toList());
    StringBuilder text = new StringBuilder();
    lines.forEach(news -> append(text, Entries.of(news, shelf, called)));
    write(out, text.toString());
  }

  private static void append(StringBuilder text, Fields entry) {
    text.append("event: entry\nid: ")
        .append(entry.text("id").replaceAll("[\r\n]", " "))
        .append("\ndata: ")
        .append(JsonValues.write(entry))
        .append("\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
