package dev.throughline.channel.gateway;

import dev.throughline.channel.plugin.ChannelPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A jar with a plug-in, its classes apart from ours and from every other plug-in's.
record PluginJar(ChannelPlugin plugin, URLClassLoader classes) {
  private static final int MAX_JARS = 100;

  /// What plug-ins see of the server: the kit, and nothing of what it is built with, so that they
  /// may bring other versions of the same libraries.
  private static final class Kit extends ClassLoader {
    private static final String PACKAGE = ChannelPlugin.class.getPackageName() + ".";

    Kit() {
      super("kit", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ClassLoader ours = Kit.class.getClassLoader();
      if (ours == null || !name.startsWith(PACKAGE)) {
        throw new ClassNotFoundException(name);
      }
      return ours.loadClass(name);
    }
  }

  /// The plug-in of this name among the jars of a directory.
  ///
  /// @throws PluginProblem if it is not there once, or any jar is broken
  static PluginJar find(Path directory, String name) {
    PluginJar found = null;
    TreeSet<String> others = new TreeSet<>();
    for (Path file : jars(directory)) {
      PluginJar jar = open(file);
      String called = name(jar, file);
      if (!called.equals(name)) {
        others.add(called);
        jar.close();
      } else if (found == null) {
        found = jar;
      } else {
        jar.close();
        found.close();
        throw new PluginProblem(
            "Two jars of %s hold a plug-in '%s': take one out".formatted(directory, name));
      }
    }
    if (found == null) {
      throw new PluginProblem(
          "There is no plug-in '%s' in %s; there are: %s"
              .formatted(name, directory, others.isEmpty() ? "none" : String.join(", ", others)));
    }
    return found;
  }

  private static List<Path> jars(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .sorted()
              .limit(MAX_JARS + 1)
              .toList();
      if (jars.size() > MAX_JARS) {
        throw new PluginProblem("%s holds more than %d jars".formatted(directory, MAX_JARS));
      }
      return jars;
    } catch (IOException | UncheckedIOException failed) {
      throw new PluginProblem("The plug-ins of %s cannot be read".formatted(directory), failed);
    }
  }

  private static PluginJar open(Path file) {
    URLClassLoader classes = new URLClassLoader("plug-in", new URL[] {url(file)}, new Kit());
    List<ChannelPlugin> plugins = new ArrayList<>();
    try {
      ServiceLoader.load(ChannelPlugin.class, classes).forEach(plugins::add);
    } catch (ServiceConfigurationError | LinkageError broken) {
      close(classes);
      throw new PluginProblem("The plug-in %s is broken".formatted(file), broken);
    }
    if (plugins.size() != 1) {
      close(classes);
      throw new PluginProblem(
          "%s holds %s: it needs one line in META-INF/services/%s"
              .formatted(
                  file,
                  plugins.isEmpty() ? "no plug-in" : "more than one plug-in",
                  ChannelPlugin.class.getName()));
    }
    return new PluginJar(plugins.getFirst(), classes);
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("No address for " + file, impossible);
    }
  }

  private static String name(PluginJar jar, Path file) {
    try {
      @Nullable String name = jar.plugin.name();
      return String.valueOf(name);
    } catch (RuntimeException | LinkageError broken) {
      jar.close();
      throw new PluginProblem("The plug-in %s does not say its name".formatted(file), broken);
    }
  }

  void close() {
    close(classes);
  }

  private static void close(URLClassLoader classes) {
    try {
      classes.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("A plug-in's jar cannot be closed", failed);
    }
  }
}
