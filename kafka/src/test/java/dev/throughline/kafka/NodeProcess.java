package dev.throughline.kafka;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A node's share of a cluster in a process of its own, which can be killed.
final class NodeProcess implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  /// Runs until it is killed: `NodeProcess HOST:PORT CELLS HERE FOLDER`.
  public static void main(String[] arguments) throws InterruptedException {
    Cluster cluster = Cluster.at(arguments[0]).withCells(Integer.parseInt(arguments[1]));
    StreamsSettings settings = StreamsSettings.of(cluster, arguments[2], Path.of(arguments[3]));
    StreamsTopology topology =
        new StreamsTopology(
            cluster,
            Storefront.SECRET,
            System::currentTimeMillis,
            new CellQuestions(),
            settings.pace());
    StreamsNode node = StreamsNode.start(settings, topology.topology(), Throwable::printStackTrace);
    node.running().join();
    System.out.println(READY);
    Thread.currentThread().join();
  }

  /// Returns once it has its share.
  static NodeProcess start(Cluster cluster, String here, Path folder) throws IOException {
    Path natives = Files.createDirectories(folder.resolve("natives"));
    File errors = folder.resolve("errors.txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + natives,
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                cluster.bootstrap(),
                Integer.toString(cluster.cells()),
                here,
                folder.resolve("state").toString())
            .redirectError(errors);
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR", natives.toString());
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = out.lines().takeWhile(line -> !line.equals(READY)).toList();
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "The node did not start: " + said + Files.readString(errors.toPath()));
    }
    return new NodeProcess(process);
  }

  /// `kill -9`: nothing in the process hears of it.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
