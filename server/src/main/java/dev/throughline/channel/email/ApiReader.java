package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Login;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the `email` section says of a provider that is called over HTTP, being read.
record ApiReader(Section email, Sources sources) {
  static final Set<String> SENDGRID = Set.of("key", "endpoint", "verification_key");
  static final Set<String> POSTMARK =
      Set.of("key", "endpoint", "stream", "transactional_stream", "callback");

  private static final URI SENDGRID_ENDPOINT = URI.create("https://api.sendgrid.com");
  private static final URI POSTMARK_ENDPOINT = URI.create("https://api.postmarkapp.com");

  Provider sendGrid() {
    return new Provider.SendGrid(
        endpoint(SENDGRID_ENDPOINT), key("SENDGRID_API_KEY"), verificationKey());
  }

  Provider postmark() {
    return new Provider.Postmark(
        endpoint(POSTMARK_ENDPOINT),
        key("POSTMARK_SERVER_TOKEN"),
        email.text("stream").orElse("broadcast"),
        email.text("transactional_stream").orElse("outbound"),
        callback());
  }

  private Secret key(String example) {
    String remedy = "Write key: { env: %s }".formatted(example);
    Section key = email.section("key", Sources.PLACES);
    if (key == null) {
      if (!email.has("key")) {
        email.wrong("key", "It is missing", remedy);
      }
      return new Secret("");
    }
    Secret secret = sources.secret(key);
    if (secret.value().chars().anyMatch(c -> c <= ' ' || c > '~')) {
      email.wrong("key", "It has spaces or other characters that no key has", remedy);
    }
    return secret;
  }

  private URI endpoint(URI usual) {
    Optional<String> said = email.text("endpoint");
    if (said.isEmpty()) {
      return usual;
    }
    try {
      URI url = new URI(said.get());
      String host = url.getHost();
      boolean here = "localhost".equals(host) || "127.0.0.1".equals(host);
      boolean whole = url.getRawPath().isEmpty() && url.getRawQuery() == null;
      boolean bare = whole && url.getRawUserInfo() == null && url.getRawFragment() == null;
      boolean safe = "https".equals(url.getScheme()) || (here && "http".equals(url.getScheme()));
      if (host != null && bare && safe) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The mistake is named below.
    }
    email.wrong(
        "endpoint",
        "'%s' is no endpoint: it is https, a host, and no path".formatted(said.get()),
        "Write it like %s".formatted(usual));
    return usual;
  }

  private @Nullable ECPublicKey verificationKey() {
    Optional<String> said = email.text("verification_key");
    Optional<ECPublicKey> key = said.flatMap(Pem::ecKey);
    if (said.isPresent() && key.isEmpty()) {
      email.wrong(
          "verification_key",
          "It is not the public key of a signed event webhook",
          "Copy the verification key from SendGrid's settings of the webhook, it begins with MFkw");
    }
    return key.orElse(null);
  }

  private @Nullable Login callback() {
    Section callback = email.section("callback", Set.of("user", "password"));
    if (callback == null) {
      return null;
    }
    String user = callback.text("user", "Name the user that is in the URL of the webhook");
    Section password = callback.section("password", Sources.PLACES);
    if (password == null) {
      if (!callback.has("password")) {
        callback.wrong(
            "password", "It is missing", "Write password: { env: POSTMARK_CALLBACK_PASSWORD }");
      }
      return null;
    }
    if (user.contains(":")) {
      callback.wrong("user", "There is a colon in it", "Basic authentication allows none");
    }
    return new Login(user, sources.secret(password));
  }
}
