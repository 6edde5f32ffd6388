package dev.throughline.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/// Which server a command talks to, and as whom.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  private URI server = URI.create("http://localhost:8080");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:THROUGHLINE_KEY}",
      description = "A key of scope admin; or set THROUGHLINE_KEY, which others cannot see.")
  private String key = "";

  Remote remote() {
    return new Remote(server, key);
  }
}
