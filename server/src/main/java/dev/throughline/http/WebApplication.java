package dev.throughline.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;

/// The web application's files, where the jar holds them; its pages all begin with the same one.
final class WebApplication {
  private static final String FILES = "/ui";
  private static final String FIRST = FILES + "/index.html";

  /// Everything comes from here; styles are also written into elements. The frame of a message
  /// inherits this, so that a look at a message tells nobody.
  static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private WebApplication() {}

  static void serve(JavalinConfig config) {
    if (WebApplication.class.getResource(FIRST) == null) {
      return;
    }
    config.staticFiles.add(FILES, Location.CLASSPATH);
    config.routes.before(context ->
        context
            .header("Content-Security-Policy", POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", "same-origin"));
    config.spaRoot.addFile("/", FIRST, Location.CLASSPATH);
  }
}
