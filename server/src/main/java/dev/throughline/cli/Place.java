package dev.throughline.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which data is meant: a directory at rest or a running server.
final class Place {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A data directory that no server works on (default: ./throughline-data, if there).")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "A running server, such as http://localhost:8080; needs --key.")
  private @Nullable URI server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key of that server: of scope ingest for an import, admin for an export.")
  private @Nullable String key;

  /// What was chosen.
  sealed interface Choice {
    record Data(Path directory) implements Choice {}

    record Server(URI address, String key) implements Choice {}

    record None(String wrong) implements Choice {}
  }

  boolean isGiven() {
    return data != null || server != null || key != null;
  }

  Choice choice() {
    if (server != null && key != null && data == null) {
      return isWeb(server)
          ? new Choice.Server(server, key)
          : new Choice.None("--server is written like http://localhost:8080");
    }
    if (server != null || key != null) {
      return new Choice.None("Choose --data DIR, or both --server URL and --key KEY");
    }
    if (data != null) {
      return new Choice.Data(data);
    }
    Path usual = Path.of(Main.DATA);
    return Files.isDirectory(usual)
        ? new Choice.Data(usual)
        : new Choice.None(
            "There is no ./%s here: say --data DIR, or --server URL --key KEY"
                .formatted(Main.DATA));
  }

  private static boolean isWeb(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getHost() != null;
  }
}
