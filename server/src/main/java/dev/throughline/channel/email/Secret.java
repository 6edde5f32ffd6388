package dev.throughline.channel.email;

/// A text that must not be seen in logs, errors or debuggers.
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
