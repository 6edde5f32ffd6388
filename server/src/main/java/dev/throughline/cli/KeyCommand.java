package dev.throughline.cli;

import dev.throughline.kafka.Cluster;
import dev.throughline.kafka.ClusterUnavailable;
import dev.throughline.kafka.ClusterUnfit;
import dev.throughline.node.ClusterNode;
import dev.throughline.registry.Key;
import dev.throughline.registry.Registry;
import dev.throughline.registry.RegistryFailed;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `key`: makes, lists and revokes keys, beside a running server or without one.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes keys.",
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {
  private final Terminal terminal;

  KeyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Where the keys are.
  static final class Data {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = Main.DATA,
        description = "The data directory (default: ${DEFAULT-VALUE}).")
    Path directory = Path.of(Main.DATA);

    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description = "The brokers of a cluster, whose keys are the same on all nodes.")
    @Nullable String kafka;
  }

  /// What is done with the registry.
  private interface Work {
    int with(Registry registry);
  }

  private int work(Data data, Work work) throws IOException {
    if (data.kafka != null) {
      Path copy = Files.createTempDirectory("registry");
      try (Registry registry = ClusterNode.registry(Cluster.at(data.kafka), copy)) {
        return work.with(registry);
      } catch (ClusterUnavailable | ClusterUnfit | RegistryFailed wrong) {
        return terminal.failed(String.valueOf(wrong.getMessage()));
      } finally {
        delete(copy);
      }
    }
    if (DataDirectory.isOfNode(data.directory)) {
      return terminal.failed(
          "%s is of a node of a cluster: name the cluster with --kafka HOST:PORT"
              .formatted(data.directory));
    }
    try (Registry registry = Registry.open(data.directory, System::currentTimeMillis)) {
      return work.with(registry);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key and prints it; it is shown this once.")
  int create(
      @Option(
              names = "--scope",
              required = true,
              paramLabel = "SCOPE",
              description =
                  "ingest: events from servers; browser: events from pages and apps; admin: all.")
          Scope scope,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "What it is for, as `list` shows it.")
          @Nullable String name,
      @CommandLine.Mixin Data data)
      throws IOException {
    return work(
        data,
        registry -> {
          Registry.Issued issued = registry.createKey(scope, name == null ? scope.word() : name);
          terminal.out().println(issued.secret());
          terminal
              .err()
              .println("Key %s is made; it is not shown again".formatted(issued.key().id()));
          return Terminal.DONE;
        });
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys.")
  int list(@CommandLine.Mixin Data data) throws IOException {
    return work(data, this::list);
  }

  private int list(Registry registry) {
    for (Key key : registry.keys()) {
      terminal
          .out()
          .printf(
              "%s  %-7s  %s  %s  %s%n",
              key.id(),
              key.scope().word(),
              key.createdAt(),
              key.revokedAt() == null ? "live" : "revoked " + key.revokedAt(),
              key.name());
    }
    return Terminal.DONE;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revokes a key for good; a running server heeds it within a second.")
  int revoke(
      @Parameters(paramLabel = "ID", description = "As `list` shows it.") String id,
      @CommandLine.Mixin Data data)
      throws IOException {
    return work(
        data,
        registry ->
            registry.revoke(id)
                ? Terminal.DONE
                : terminal.failed("there is no live key %s".formatted(id)));
  }
}
