package dev.throughline.http;

import dev.throughline.codec.document.Kind;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.http.words.JourneyWords;
import dev.throughline.journey.Journey;
import dev.throughline.registry.Registry.Edition;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The catalog's documents: as written, and written anew. A change is published at once, if the
/// whole catalog is right with it.
final class CatalogApi implements Api {
  private final Shelves shelves;
  private final Editions editions;
  private final Publishing publishing;
  private final Object writing = new Object();

  CatalogApi(Shelves shelves, Editions editions, Publishing publishing) {
    this.shelves = shelves;
    this.editions = editions;
    this.publishing = publishing;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/catalog/{kind}", Reply.by(this::list));
    routes.get("/api/catalog/{kind}/{key}", Reply.by(this::get));
    routes.put("/api/catalog/{kind}/{key}", Reply.by(this::put));
  }

  private Reply list(Context context) {
    Parameters asked = new Parameters(context);
    String kind = context.pathParam("kind");
    int limit = asked.limit();
    List<String> cursor = asked.cursor(1);
    if (asked.areWrong()) {
      return asked.refusal();
    }
    if (Kind.of(kind).isEmpty()) {
      return Reply.notFound("There is no kind %s of documents".formatted(kind));
    }
    Shelf shelf = shelves.now();
    List<Shelf.Written> found =
        shelf.of(kind).stream()
            .filter(document -> cursor == null || document.key().compareTo(cursor.getFirst()) > 0)
            .toList();
    boolean last = found.size() <= limit;
    List<Shelf.Written> page = last ? found : found.subList(0, limit);
    return Reply.ok(
        Json.page(
            Json.list(page, document -> row(shelf, document)),
            last ? null : Parameters.cursorOf(page.getLast().key())));
  }

  private Fields row(Shelf shelf, Shelf.Written document) {
    return Json.object(
        "kind", document.kind(),
        "key", document.key(),
        "name", document.name(),
        "owner", document.owner(),
        "tags", document.tags(),
        "version", version(shelf, document),
        "state", "live",
        "updatedAt", editions.of(shelf, document.kind(), document.key()).at());
  }

  /// Of a journey, the version that facts name.
  private int version(Shelf shelf, Shelf.Written document) {
    var journey = shelf.catalog().documents().journeys().get(document.key());
    return document.kind().equals("journey") && journey != null
        ? journey.version()
        : editions.of(shelf, document.kind(), document.key()).number();
  }

  private Reply get(Context context) {
    Parameters asked = new Parameters(context);
    Integer wanted = asked.numberOrNull("version");
    if (asked.areWrong()) {
      return asked.refusal();
    }
    Shelf shelf = shelves.now();
    Optional<Shelf.Written> document =
        shelf.document(context.pathParam("kind"), context.pathParam("key"));
    if (document.isEmpty()) {
      return Reply.notFound(
          "There is no %s %s".formatted(context.pathParam("kind"), context.pathParam("key")));
    }
    if (wanted != null && wanted != version(shelf, document.get())) {
      return Reply.notFound("Only the newest version is kept");
    }
    return document(200, shelf, document.get());
  }

  private Reply document(int status, Shelf shelf, Shelf.Written document) {
    Edition edition = editions.of(shelf, document.kind(), document.key());
    Fields known =
        Json.object(
            "kind", document.kind(),
            "key", document.key(),
            "name", document.name(),
            "owner", document.owner(),
            "tags", document.tags(),
            "version", version(shelf, document),
            "state", "live",
            "updatedAt", edition.at(),
            "updatedBy", edition.by(),
            "conditions", conditions(shelf, document),
            "source", document.text());
    String json = JsonValues.write(known);
    String whole =
        "%s,\"body\":%s}".formatted(json.substring(0, json.length() - 1), document.json());
    return Reply.text(status, "application/json", whole).with("ETag", tag(document));
  }

  private static Items conditions(Shelf shelf, Shelf.Written document) {
    Journey journey = shelf.catalog().documents().journeys().get(document.key());
    return !document.kind().equals("journey") || journey == null
        ? new Items(List.of())
        : Json.list(
            JourneyWords.of(journey, shelf::nameOf).entrySet(),
            condition -> Json.object("when", condition.getKey(), "words", condition.getValue()));
  }

  private static String tag(Shelf.Written document) {
    return "\"" + document.hash() + "\"";
  }

  private Reply put(Context context) {
    String kind = context.pathParam("kind");
    String key = context.pathParam("key");
    String text = context.body();
    synchronized (writing) {
      Shelf shelf = shelves.now();
      Optional<Shelf.Written> before = shelf.document(kind, key);
      String match = context.header("If-Match");
      boolean matches = before.map(document -> tag(document).equals(match)).orElse(match == null);
      if (!matches) {
        return Reply.problem(
            412,
            before.isPresent() ? "The document has changed" : "There is no such document",
            before.isPresent()
                ? "Read it again, and send the ETag that comes with it as If-Match"
                : "Without If-Match a new one is made");
      }
      List<Source> changed = replaced(shelf.sources(), kind, key, text);
      Optional<Shelf.Written> written = Shelf.of(shelf.catalog(), changed).document(kind, key);
      return written.isEmpty()
          ? Reply.problem(
              422,
              "The document cannot be published",
              null,
              List.of(
                  new Reply.Mistake(
                      "/key", "It is not the %s %s of the address".formatted(kind, key))))
          : publish(context, changed, written.get(), before.isPresent());
    }
  }

  private Reply publish(
      Context context, List<Source> changed, Shelf.Written written, boolean replaces) {
    return switch (publishing.publish(changed)) {
      case Publishing.Outcome.Published _ -> {
        editions.written(written, Gate.whoAsks(context).name());
        yield document(replaces ? 200 : 201, shelves.now(), written);
      }
      case Publishing.Outcome.Refused(List<Problem> problems) ->
          Reply.problem(422, "The document cannot be published", null, mistakes(problems, written));
      case Publishing.Outcome.Unavailable(String why, Duration after) ->
          Reply.problem(503, "It cannot be published now", why)
              .with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
    };
  }

  /// The sources with this document in the place of the one of its kind and key, or at the end.
  private static List<Source> replaced(List<Source> sources, String kind, String key, String text) {
    List<Source> changed = new ArrayList<>();
    boolean found = false;
    for (Source source : sources) {
      List<Source> parts = source.documents();
      StringBuilder file = new StringBuilder();
      for (Source part : parts) {
        boolean meant = !found && isOf(part, kind, key);
        found |= meant;
        String own = meant ? text : part.text();
        if (!file.isEmpty() && !own.startsWith("---")) {
          file.append(file.charAt(file.length() - 1) == '\n' ? "" : "\n").append("---\n");
        }
        file.append(own);
      }
      changed.add(new Source(source.file(), file.toString()));
    }
    if (!found) {
      changed.add(new Source("%s/%s.yaml".formatted(kind, key), text));
    }
    return changed;
  }

  private static boolean isOf(Source part, String kind, String key) {
    return Parsing.of(List.of(part)).documents().stream()
        .anyMatch(document -> document.kind().equals(kind) && document.key().equals(key));
  }

  /// Those of other documents name theirs.
  private static List<Reply.Mistake> mistakes(List<Problem> problems, Shelf.Written written) {
    String own = written.kind() + "/" + written.key();
    List<Reply.Mistake> mistakes = new ArrayList<>();
    for (Problem problem : problems) {
      boolean other = !problem.document().isEmpty() && !problem.document().equals(own);
      mistakes.add(
          new Reply.Mistake(
              problem.pointer(),
              "%s%s %s"
                  .formatted(
                      other ? problem.document() + ": " : "",
                      problem.message(),
                      problem.remedy())));
    }
    return mistakes;
  }
}
