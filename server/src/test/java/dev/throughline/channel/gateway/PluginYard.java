package dev.throughline.channel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.plugin.ChannelPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Where plug-ins are made: compiled from source and packed into jars, as their authors would.
public final class PluginYard {
  static final String SERVICE = "META-INF/services/" + ChannelPlugin.class.getName();
  private static final Path EXAMPLE = Path.of("../examples/channel-plugin/src");

  private PluginYard() {}

  /// The example that we ship.
  public static void example(Path jar) {
    try {
      Map<String, byte[]> files = compiled(EXAMPLE.resolve("example/FileChannel.java"));
      files.put(SERVICE, Files.readAllBytes(EXAMPLE.resolve(SERVICE)));
      jar(jar, files);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// One called `odd` that sends as these statements say.
  static void plugin(Path jar, String send) {
    String source =
        """
        import dev.throughline.channel.plugin.*;
        public final class Odd implements ChannelPlugin {
          public String name() { return "odd"; }
          public Sender open(java.util.Map<String, String> settings) { return this::send; }
          private Outcome send(ChannelMessage message) throws Exception { %s }
        }
        """
            .formatted(send);
    try {
      Path folder = Files.createTempDirectory("plug-in");
      Map<String, byte[]> files = compiled(Files.writeString(folder.resolve("Odd.java"), source));
      files.put(SERVICE, "Odd".getBytes(StandardCharsets.UTF_8));
      jar(jar, files);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Map<String, byte[]> compiled(Path source) throws IOException {
    Path classes = Files.createTempDirectory("classes");
    List<String> call =
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-d",
            classes.toString(),
            source.toString());
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, call.toArray(String[]::new));
    assertThat(status).as("javac %s", source).isZero();
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(classes)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  static void jar(Path jar, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        packed.putNextEntry(new JarEntry(file.getKey()));
        packed.write(file.getValue());
        packed.closeEntry();
      }
    }
  }
}
