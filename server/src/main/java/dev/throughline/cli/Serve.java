package dev.throughline.cli;

import dev.throughline.channel.gateway.PluginProblem;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import dev.throughline.runtime.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `serve`: the server on a data directory, until it is told to stop.
record Serve(
    Terminal terminal, Path data, int port, @Nullable Path config, @Nullable Path plugins) {
  int run() throws IOException, InterruptedException {
    Configuration configuration = Configuration.NONE;
    if (config != null) {
      switch (Configuration.read(config)) {
        case Configuration.Reading.Ok(Configuration read) -> configuration = read;
        case Configuration.Reading.Wrong(var mistakes) -> {
          mistakes.forEach(mistake -> terminal.err().println(config + ": " + mistake));
          return terminal.failed("the configuration %s is wrong".formatted(config));
        }
      }
    }
    ThroughlineServer server;
    try {
      Path jars = plugins == null ? data.resolve("plugins") : plugins;
      server = ThroughlineServer.open(Options.of(data, port, configuration, jars));
    } catch (DataDirectory.InUse | ThroughlineServer.PortTaken | PluginProblem wrong) {
      return terminal.failed(String.valueOf(wrong.getMessage()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    String address = "http://localhost:" + server.port();
    server
        .firstLogin()
        .ifPresent(token ->
            terminal.out().println("Sign in once with " + address + "/login?token=" + token));
    terminal.out().println("Throughline is ready at " + address);
    terminal.out().flush();
    Thread.currentThread().join();
    return Terminal.DONE;
  }

  /// The JVM would end with the number of the signal; whoever asked it to stop is told that it did.
  private void stop(ThroughlineServer server) {
    server.close();
    terminal.err().flush();
    Runtime.getRuntime().halt(Terminal.DONE);
  }
}
