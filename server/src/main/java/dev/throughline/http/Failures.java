package dev.throughline.http;

import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;

/// What is answered where a route fails or there is none: a problem that tells nothing of our
/// insides.
final class Failures {
  private Failures() {}

  static void register(JavalinDefaultRoutingApi routes) {
    routes.exception(HttpProblem.class, (problem, context) -> problem.answer(context));
    routes.exception(
        HttpResponseException.class,
        (refused, context) ->
            new HttpProblem(
                    refused.getStatus(),
                    refused.getStatus() == 404 ? "no_such_path" : "refused",
                    refused.getStatus() == 404 ? "There is nothing here" : "That is not possible",
                    context.method() + " " + context.path())
                .answer(context));
    routes.exception(
        Exception.class,
        (failed, context) -> {
          // What failed belongs into the server's own output, not into the answer.
          failed.printStackTrace();
          new HttpProblem(500, "mistake", "This is a mistake of ours", "Please report it")
              .answer(context);
        });
  }
}
