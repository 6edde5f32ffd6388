package dev.throughline.registry;

/// The database of users and keys could not be read or written.
public final class RegistryFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RegistryFailed(String message) {
    super(message);
  }

  public RegistryFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
