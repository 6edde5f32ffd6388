package dev.throughline.http;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Kind;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.event.Value.Fields;
import dev.throughline.registry.Registry.Edition;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.EmbeddedRuntime;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The catalog's documents: as written, and written anew. A change is published at once, if the
/// whole catalog is right with it.
final class CatalogApi implements Api {
  private final EmbeddedRuntime runtime;
  private final Shelves shelves;
  private final Editions editions;
  private final Set<String> channels;
  private final Object writing = new Object();

  /// @param channels those on which messages can leave, or are kept
  CatalogApi(
      EmbeddedRuntime runtime, Shelves shelves, Editions editions, Set<String> channels) {
    this.runtime = runtime;
    this.shelves = shelves;
    this.editions = editions;
    this.channels = Set.copyOf(channels);
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
            .filter(document ->
                cursor == null || document.key().compareTo(cursor.getFirst()) > 0)
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
            "source", document.text());
    String json = JsonValues.write(known);
    String whole =
        "%s,\"body\":%s}".formatted(json.substring(0, json.length() - 1), document.json());
    return Reply.text(status, "application/json", whole).with("ETag", tag(document));
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
      boolean matches =
          before.map(document -> tag(document).equals(match)).orElse(match == null);
      if (!matches) {
        return Reply.problem(
            412,
            before.isPresent() ? "The document has changed" : "There is no such document",
            before.isPresent()
                ? "Read it again, and send the ETag that comes with it as If-Match"
                : "Without If-Match a new one is made");
      }
      List<Source> changed = replaced(shelf.sources(), kind, key, text);
      Catalogs.Reading reading = Catalogs.read(changed);
      List<Reply.Mistake> mistakes = mistakes(reading, kind, key);
      Shelf next = Shelf.of(shelf.catalog(), changed);
      Optional<Shelf.Written> written = next.document(kind, key);
      if (mistakes.isEmpty() && written.isEmpty()) {
        mistakes =
            List.of(
                new Reply.Mistake(
                    "/key", "The document is not the %s %s of the address".formatted(kind, key)));
      }
      if (mistakes.isEmpty() && reading.documents().isPresent()) {
        mistakes = Ready.missing(reading.documents().get(), key, channels);
      }
      if (!mistakes.isEmpty() || written.isEmpty()) {
        return Reply.problem(422, "The document cannot be published", null, mistakes);
      }
      return publish(context, changed, written.get(), before.isPresent());
    }
  }

  private Reply publish(
      Context context, List<Source> changed, Shelf.Written written, boolean replaces) {
    return Taking.in(
        runtime,
        new Command.Publish(changed),
        () -> {
          editions.written(written, Access.user(context).name());
          return document(replaces ? 200 : 201, shelves.now(), written);
        });
  }

  /// The sources with this document in the place of the one of its kind and key, or at the end.
  private static List<Source> replaced(
      List<Source> sources, String kind, String key, String text) {
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

  /// What stops it: errors anywhere, and of this document also what a launch needs.
  private static List<Reply.Mistake> mistakes(
      Catalogs.Reading reading, String kind, String key) {
    List<Reply.Mistake> mistakes = new ArrayList<>();
    for (Problem problem : reading.problems()) {
      boolean own = problem.document().equals(kind + "/" + key);
      boolean stops =
          problem.severity() == Severity.ERROR || (own && problem.severity() == Severity.LAUNCH);
      if (stops) {
        String where = own || problem.document().isEmpty() ? "" : problem.document() + ": ";
        mistakes.add(
            new Reply.Mistake(
                problem.pointer(), "%s%s %s".formatted(where, problem.message(), problem.remedy())));
      }
    }
    return mistakes;
  }
}
