package dev.throughline.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The web application from the jar, and the description of the API.
final class WebApi implements Api {
  private static final String PAGE = "/ui/index.html";
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("json", "application/json"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/openapi.json", WebApi::description);
    routes.get("/", WebApi::page);
    routes.get("/*", WebApi::file);
  }

  private static void description(Context context) {
    context
        .contentType("application/json")
        .result(
            read("/dev/throughline/http/openapi.json")
                .orElseThrow(() -> new IllegalStateException("The jar has no openapi.json")));
  }

  private static void file(Context context) {
    String path = context.path();
    int dot = path.lastIndexOf('.');
    String type = dot < 0 ? null : TYPES.get(path.substring(dot + 1));
    Optional<byte[]> bytes =
        type == null || path.contains("..") ? Optional.empty() : read("/ui" + path);
    if (bytes.isPresent() && type != null) {
      secured(context)
          .header("Cache-Control", path.startsWith("/assets/") ? FOREVER : "no-cache")
          .contentType(type)
          .result(bytes.get());
    } else if (dot > path.lastIndexOf('/') || path.startsWith("/api/")) {
      Reply.notFound("There is no " + path).send(context);
    } else {
      page(context);
    }
  }

  /// Every address without a file of its own is a screen of the application.
  private static void page(Context context) {
    byte[] page =
        read(PAGE)
            .orElseGet(
                () -> "The web application is not in this build.".getBytes(StandardCharsets.UTF_8));
    secured(context)
        .header("Cache-Control", "no-cache")
        .contentType("text/html; charset=utf-8")
        .result(page);
  }

  private static Context secured(Context context) {
    return context
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer");
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream in = WebApi.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
