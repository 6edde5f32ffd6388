package dev.throughline.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;

/// The web application's files, where the jar holds them; its pages all begin with the same one.
final class WebApplication {
  private static final String FILES = "/ui";
  private static final String FIRST = FILES + "/index.html";

  private WebApplication() {}

  static void serve(JavalinConfig config) {
    if (WebApplication.class.getResource(FIRST) == null) {
      return;
    }
    config.staticFiles.add(FILES, Location.CLASSPATH);
    config.spaRoot.addFile("/", FIRST, Location.CLASSPATH);
  }
}
