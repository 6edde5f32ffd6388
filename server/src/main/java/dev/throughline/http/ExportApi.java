package dev.throughline.http;

import dev.throughline.exchange.Source;
import dev.throughline.exchange.Source.What;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// All profiles, events, facts or audiences as JSON lines, written as they are read: what `export`
/// asks a running server for.
record ExportApi(Source source) implements Api {
  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get("/api/export/{what}", this::export);
  }

  private void export(Context context) throws IOException {
    String word = context.pathParam("what");
    What what =
        Arrays.stream(What.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() ->
                new HttpProblem(
                    404,
                    "no_such_export",
                    "There is nothing of that name to export",
                    "Ask for profiles, events, facts or audiences"));
    context.contentType("application/x-ndjson");
    try (BufferedWriter lines =
        new BufferedWriter(
            new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8))) {
      source.lines(what, line -> write(lines, line));
    }
  }

  private static void write(BufferedWriter lines, String line) {
    try {
      lines.write(line);
      lines.write('\n');
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
