package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Dkim;
import dev.throughline.channel.email.EmailSettings.Login;
import dev.throughline.channel.email.EmailSettings.Reading;
import dev.throughline.channel.email.EmailSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The `email` section of the configuration, being read: all its mistakes at once.
final class SettingsReader {
  static final int MAX_POOL = 50;
  private static final int MAX_FILE_BYTES = 64 * 1024;
  private static final int MIN_RSA_BITS = 2048;
  private static final Set<String> KNOWN =
      Set.of(
          "host",
          "port",
          "tls",
          "ca_file",
          "user",
          "password",
          "from",
          "reply_to",
          "return_path",
          "postal_address",
          "dkim",
          "pool",
          "rate_per_second",
          "utm_source",
          "track_opens",
          "track_clicks");

  private final Section email;
  private final Function<String, @Nullable String> environment;

  SettingsReader(Map<String, ?> fields, Function<String, @Nullable String> environment) {
    this.email = new Section("email", fields, KNOWN);
    this.environment = environment;
  }

  Reading read() {
    String host = email.text("host", "Name the SMTP server, such as smtp.example.com");
    Tls tls = tls();
    int port = email.number("port", tls == Tls.IMPLICIT ? 465 : 587, 1, 65_535);
    List<X509Certificate> authorities = authorities();
    Login login = login(tls, host);
    Mailbox from = mailbox("from");
    if (from == null && !email.has("from")) {
      email.wrong("from", "It is missing", "Say who writes: 'Lumen & Oak <hello@lumen.example>'");
    }
    Mailbox replyTo = mailbox("reply_to");
    Mailbox returnPath = returnPath();
    Stationery stationery = stationery();
    Dkim dkim = dkim(from);
    int pool = email.number("pool", 4, 1, MAX_POOL);
    int rate = email.number("rate_per_second", 0, 0, 100_000);
    if (from == null || !email.mistakes().isEmpty()) {
      return new Reading.Wrong(email.mistakes());
    }
    return new Reading.Ok(
        new EmailSettings(
            host,
            port,
            tls,
            authorities,
            login,
            from,
            replyTo,
            returnPath,
            stationery,
            dkim,
            pool,
            rate));
  }

  private Stationery stationery() {
    return new Stationery(
        email.text("postal_address", "Laws on commercial mail ask for one: name, street, city"),
        email.text("utm_source").orElse("throughline"),
        email.truth("track_opens", true),
        email.truth("track_clicks", true));
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
    List<X509Certificate> found = file(email, "ca_file").map(Pem::certificates).orElse(List.of());
    if (found.isEmpty()) {
      email.wrong("ca_file", "No certificate was found there", "Name a readable PEM file");
    }
    return found;
  }

  private @Nullable Login login(Tls tls, String host) {
    Optional<String> user = email.text("user");
    Section password = email.section("password", Set.of("env", "file"));
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
    return new Login(user.get(), new Secret(password(password)));
  }

  private String password(Section password) {
    Optional<String> variable = password.text("env");
    if (variable.isPresent() == password.has("file")) {
      password.wrong(
          "env", "A password has one source", "Name an environment variable (env) or a file");
      return "";
    }
    if (variable.isEmpty()) {
      Optional<String> read = file(password, "file").map(String::strip);
      if (read.isPresent() && read.get().isEmpty()) {
        password.wrong("file", "The file is empty", "Write the password into it");
      }
      return read.orElse("");
    }
    String value = environment.apply(variable.get());
    if (value == null || value.isEmpty()) {
      password.wrong(
          "env",
          "The environment variable %s is not set".formatted(variable.get()),
          "Set it where the server is started");
      return "";
    }
    return value;
  }

  private @Nullable Mailbox mailbox(String field) {
    Optional<String> text = email.text(field);
    if (text.isEmpty()) {
      return null;
    }
    Optional<Mailbox> mailbox = Mailbox.parse(text.get());
    if (mailbox.isEmpty()) {
      email.wrong(
          field,
          "'%s' is not an address".formatted(text.get()),
          "Write 'Name <name@shop.example>'");
    }
    return mailbox.orElse(null);
  }

  private @Nullable Mailbox returnPath() {
    Mailbox path = mailbox("return_path");
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
    Optional<String> pem = file(dkim, "key_file");
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

  private static Optional<String> file(Section section, String field) {
    Optional<String> name = section.text(field);
    if (name.isEmpty()) {
      return name;
    }
    try {
      Path path = Path.of(name.get());
      if (Files.size(path) <= MAX_FILE_BYTES) {
        return Optional.of(Files.readString(path));
      }
      section.wrong(field, "The file is too large to be this", "Name another file");
    } catch (IOException | InvalidPathException e) {
      section.wrong(
          field,
          "The file '%s' cannot be read".formatted(name.get()),
          "Check that it exists and that the server's user may read it");
    }
    return Optional.empty();
  }
}
