package dev.throughline.registry;

/// Somebody who may sign in.
public record User(String id, String name, String role) {
  /// The role that may do everything.
  public static final String ADMIN = "admin";
}
