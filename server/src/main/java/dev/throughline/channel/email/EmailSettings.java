package dev.throughline.channel.email;

import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where e-mail goes and whose it is, as the operator set it up.
///
/// @param replyTo null: the sender
/// @param pool how many mails are handed over at once at most
/// @param ratePerSecond at most so many messages a second; 0: as fast as the provider takes them
public record EmailSettings(
    Provider provider,
    Mailbox from,
    @Nullable Mailbox replyTo,
    Stationery stationery,
    int pool,
    int ratePerSecond) {

  /// How the connection is kept private.
  public enum Tls {
    /// From the first byte (port 465).
    IMPLICIT,
    /// By STARTTLS, or not at all.
    REQUIRED,
    /// By STARTTLS where the server offers it.
    OPTIONAL,
    NONE
  }

  public record Login(String user, Secret password) {}

  /// Whose name mails are signed in, and the key whose public half is in the DNS.
  public record Dkim(String domain, String selector, RSAPrivateKey key) {
    @Override
    public String toString() {
      return "Dkim[%s, %s, ***]".formatted(domain, selector);
    }
  }

  /// One thing that is wrong with the settings.
  ///
  /// @param place `email.port`
  public record Mistake(String place, String message, String remedy) {}

  /// What reading settings gave.
  public sealed interface Reading {
    record Ok(EmailSettings settings) implements Reading {}

    record Wrong(List<Mistake> mistakes) implements Reading {
      public Wrong {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  /// Reads the `email` section of the configuration, its key files and its secrets.
  ///
  /// @param fields as a YAML reader gives them: text, whole numbers, truths and maps of these
  /// @param environment the value of an environment variable; null where it is not set
  public static Reading read(
      Map<String, ?> fields, Function<String, @Nullable String> environment) {
    return new SettingsReader(fields, environment).read();
  }
}
