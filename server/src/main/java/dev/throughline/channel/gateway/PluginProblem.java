package dev.throughline.channel.gateway;

/// A plug-in that is not there or does not work: the server does not start without it.
public final class PluginProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  PluginProblem(String message) {
    super(message);
  }

  PluginProblem(String message, Throwable cause) {
    super("%s: %s".formatted(message, cause), cause);
  }
}
