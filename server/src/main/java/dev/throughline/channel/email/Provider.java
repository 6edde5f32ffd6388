package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Dkim;
import dev.throughline.channel.email.EmailSettings.Login;
import dev.throughline.channel.email.EmailSettings.Tls;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who takes the mail, and how it is reached.
public sealed interface Provider {
  /// Whether it says by calls of its own what became of a mail.
  default boolean callsBack() {
    return switch (this) {
      case Smtp _ -> false;
      case SendGrid sendGrid -> sendGrid.verificationKey != null;
      case Postmark postmark -> postmark.callback != null;
    };
  }

  /// A server that speaks SMTP.
  ///
  /// @param authorities whom to trust for the server's certificate; empty: whom the JDK trusts
  /// @param login null where the server asks for none
  /// @param returnPath where bounces go, each under an address of its own; null: the sender
  /// @param dkim null where the provider signs
  record Smtp(
      String host,
      int port,
      Tls tls,
      List<X509Certificate> authorities,
      @Nullable Login login,
      @Nullable Mailbox returnPath,
      @Nullable Dkim dkim)
      implements Provider {
    public Smtp {
      authorities = List.copyOf(authorities);
    }
  }

  /// SendGrid over its API, version 3.
  ///
  /// @param endpoint without a path
  /// @param verificationKey what its signed event webhooks are checked with; null: none is taken
  record SendGrid(URI endpoint, Secret key, @Nullable ECPublicKey verificationKey)
      implements Provider {}

  /// Postmark over its API.
  ///
  /// @param endpoint without a path
  /// @param key the token of a server
  /// @param stream the message stream of everything but transactional mail
  /// @param callback what its webhooks sign in with; null: none is taken
  record Postmark(
      URI endpoint, Secret key, String stream, String transactionalStream, @Nullable Login callback)
      implements Provider {}
}
