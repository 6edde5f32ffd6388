package dev.throughline.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The description of the API, as OpenAPI.
final class DescriptionApi implements Api {
  private static final String FILE = "/dev/throughline/http/openapi.json";

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get(
        "/openapi.json", context -> context.contentType("application/json").result(description()));
  }

  private static byte[] description() {
    try (InputStream in = DescriptionApi.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no " + FILE);
      }
      return in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
