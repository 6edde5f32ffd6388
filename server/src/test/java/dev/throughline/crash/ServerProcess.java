package dev.throughline.crash;

import dev.throughline.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `serve` in a process of its own.
final class ServerProcess {
  private static final String READY = "ready at ";

  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// @param more further arguments
  static ServerProcess start(Path home, String... more) throws IOException {
    Path natives = emptied(home.resolve("natives"));
    Path errors = home.resolve("errors.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.add("-Djava.io.tmpdir=" + natives);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--port", "0"));
    command.addAll(List.of("--data", home.resolve("data").toString()));
    command.addAll(List.of("--config", home.resolve("config.yaml").toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR", natives.toString());
    return new ServerProcess(builder.start(), errors);
  }

  /// Native libraries unpack themselves here, and the process that was killed has left them.
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  /// Waits until the server says where it is.
  URI ready() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(READY)) {
        return URI.create(line.substring(line.indexOf(READY) + READY.length()));
      }
    }
    throw new IllegalStateException("The server did not start:\n" + Files.readString(errors));
  }

  /// `kill -9`: nothing in the process hears of it.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Asks it to stop, and gives its exit status.
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The server does not stop");
    }
    return process.exitValue();
  }
}
