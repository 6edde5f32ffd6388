package dev.throughline.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/// Some routes of the API, and what they need to answer.
public interface Api {
  void register(JavalinDefaultRoutingApi routes);
}
