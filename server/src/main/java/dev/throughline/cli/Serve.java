package dev.throughline.cli;

import dev.throughline.channel.gateway.PluginProblem;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import dev.throughline.kafka.Cluster;
import dev.throughline.kafka.ClusterUnavailable;
import dev.throughline.kafka.ClusterUnfit;
import dev.throughline.node.ClusterNode;
import dev.throughline.registry.RegistryFailed;
import dev.throughline.runtime.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `serve`: the server on a data directory, until it is told to stop.
///
/// @param kafka the brokers of the cluster that this is a node of, `HOST:PORT[,…]`
/// @param reachedAt where the other nodes reach this one, `HOST:PORT`
record Serve(
    Terminal terminal,
    Path data,
    int port,
    @Nullable Path config,
    @Nullable Path plugins,
    @Nullable String kafka,
    @Nullable String reachedAt) {
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
      server =
          kafka == null
              ? ThroughlineServer.open(Options.of(data, port, configuration, jars))
              : ClusterNode.open(wish(kafka, configuration, jars));
    } catch (DataDirectory.InUse
        | DataDirectory.OtherKind
        | ThroughlineServer.PortTaken
        | PluginProblem
        | ClusterUnavailable
        | ClusterUnfit
        | RegistryFailed wrong) {
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

  private ClusterNode.Wish wish(String brokers, Configuration configuration, Path jars)
      throws IOException {
    int listening = port == 0 ? free() : port;
    return new ClusterNode.Wish(
        data,
        listening,
        configuration,
        jars,
        Cluster.at(brokers),
        reachedAt == null ? "127.0.0.1:" + listening : reachedAt,
        System::currentTimeMillis);
  }

  /// The others must know the port before it is listened on.
  private static int free() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /// The JVM would end with the number of the signal; whoever asked it to stop is told that it did.
  private void stop(ThroughlineServer server) {
    server.close();
    terminal.err().flush();
    Runtime.getRuntime().halt(Terminal.DONE);
  }
}
