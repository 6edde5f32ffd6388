package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Dkim;
import dev.throughline.channel.email.EmailSettings.Login;
import dev.throughline.channel.email.EmailSettings.Tls;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the `email` section says of an SMTP server, being read.
record SmtpReader(Section email, Sources sources) {
  private static final int MIN_RSA_BITS = 2048;
  static final Set<String> KNOWN =
      Set.of("host", "port", "tls", "ca_file", "user", "password", "return_path", "dkim");

  Provider read(@Nullable Mailbox from) {
    String host = email.text("host", "Name the SMTP server, such as smtp.example.com");
    Tls tls = tls();
    int port = email.number("port", tls == Tls.IMPLICIT ? 465 : 587, 1, 65_535);
    return new Provider.Smtp(
        host, port, tls, authorities(), login(tls, host), returnPath(), dkim(from));
  }

  private Tls tls() {
    String said = email.text("tls").orElse("required").toUpperCase(Locale.ROOT);
    for (Tls tls : Tls.values()) {
      if (tls.name().equals(said)) {
        return tls;
      }
    }
    email.wrong(
        "tls",
        "There is no such way of encrypting",
        "Write required (STARTTLS), implicit (port 465), optional or none");
    return Tls.REQUIRED;
  }

  private List<X509Certificate> authorities() {
    if (!email.has("ca_file")) {
      return List.of();
    }
    List<X509Certificate> found =
        Sources.file(email, "ca_file").map(Pem::certificates).orElse(List.of());
    if (found.isEmpty()) {
      email.wrong("ca_file", "No certificate was found there", "Name a readable PEM file");
    }
    return found;
  }

  private @Nullable Login login(Tls tls, String host) {
    Optional<String> user = email.text("user");
    Section password = email.section("password", Sources.PLACES);
    if (user.isEmpty() || password == null) {
      if (user.isPresent() || password != null) {
        email.wrong(
            user.isPresent() ? "password" : "user",
            "A login has both a user and a password",
            "Write user: … and password: { env: SMTP_PASSWORD }");
      }
      return null;
    }
    boolean here = host.equals("localhost") || host.equals("127.0.0.1");
    if ((tls == Tls.OPTIONAL || tls == Tls.NONE) && !here) {
      email.wrong(
          "tls",
          "The password could be sent to the server in the clear",
          "Write tls: required, or implicit for port 465");
    }
    return new Login(user.get(), sources.secret(password));
  }

  private @Nullable Mailbox returnPath() {
    Mailbox path = SettingsReader.mailbox(email, "return_path");
    if (path != null && path.local().length() > References.MAX_LOCAL_PART) {
      email.wrong(
          "return_path",
          "There is no room for a signature in this address",
          "Use at most %d characters before the @".formatted(References.MAX_LOCAL_PART));
    }
    return path;
  }

  private @Nullable Dkim dkim(@Nullable Mailbox from) {
    Section dkim = email.section("dkim", Set.of("domain", "selector", "key_file"));
    if (dkim == null) {
      return null;
    }
    String domain =
        dkim.text("domain", "Name the domain that signs, that of the sender or one above it");
    String selector = dkim.text("selector", "Name it as in the DNS: SELECTOR._domainkey.DOMAIN");
    if (from != null && !isWithin(from.domain(), domain) && !domain.isEmpty()) {
      dkim.wrong(
          "domain",
          "The sender's domain %s does not belong to it".formatted(from.domain()),
          "Sign as %s: receivers compare the two (DMARC)".formatted(from.domain()));
    }
    if (!dkim.has("key_file")) {
      dkim.wrong("key_file", "It is missing", "Name the PEM file of the private key");
      return null;
    }
    Optional<String> pem = Sources.file(dkim, "key_file");
    Optional<RSAPrivateKey> key = pem.flatMap(Pem::rsaKey);
    if (pem.isPresent() && (key.isEmpty() || key.get().getModulus().bitLength() < MIN_RSA_BITS)) {
      dkim.wrong(
          "key_file",
          "It is not an RSA key of %d bits or more in PKCS #8".formatted(MIN_RSA_BITS),
          "Make one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem");
    }
    return key.map(found -> new Dkim(domain, selector, found)).orElse(null);
  }

  private static boolean isWithin(String domain, String above) {
    String lower = above.toLowerCase(Locale.ROOT);
    return domain.equals(lower) || domain.endsWith("." + lower);
  }
}
