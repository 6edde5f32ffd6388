package dev.throughline.channel.email;

import dev.throughline.channel.email.EmailSettings.Reading;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The `email` section of the configuration, being read: all its mistakes at once.
final class SettingsReader {
  static final int MAX_POOL = 50;

  /// What is said of every provider.
  private static final Set<String> KNOWN =
      Set.of(
          "provider",
          "from",
          "reply_to",
          "postal_address",
          "pool",
          "rate_per_second",
          "utm_source",
          "track_opens",
          "track_clicks");

  private enum Kind {
    SMTP,
    SENDGRID,
    POSTMARK;

    private Set<String> known() {
      return switch (this) {
        case SMTP -> SmtpReader.KNOWN;
        case SENDGRID -> ApiReader.SENDGRID;
        case POSTMARK -> ApiReader.POSTMARK;
      };
    }

    private static Optional<Kind> named(String name) {
      for (Kind kind : values()) {
        if (kind.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  private final Section email;
  private final Sources sources;
  private final Optional<Kind> kind;

  SettingsReader(Map<String, ?> fields, Function<String, @Nullable String> environment) {
    Object named = fields.get("provider");
    this.kind = named == null ? Optional.of(Kind.SMTP) : Kind.named(String.valueOf(named));
    Set<String> known = new TreeSet<>(KNOWN);
    // Of a provider that nobody knows, nothing else can be said.
    known.addAll(kind.map(Kind::known).orElse(fields.keySet()));
    this.email = new Section("email", fields, known);
    this.sources = new Sources(environment);
  }

  Reading read() {
    Mailbox from = mailbox(email, "from");
    Provider provider = provider(from);
    if (from == null && !email.has("from")) {
      email.wrong("from", "It is missing", "Say who writes: 'Lumen & Oak <hello@lumen.example>'");
    }
    Mailbox replyTo = mailbox(email, "reply_to");
    Stationery stationery = stationery();
    int pool = email.number("pool", 4, 1, MAX_POOL);
    int rate = email.number("rate_per_second", 0, 0, 100_000);
    return from == null || provider == null || !email.mistakes().isEmpty()
        ? new Reading.Wrong(email.mistakes())
        : new Reading.Ok(new EmailSettings(provider, from, replyTo, stationery, pool, rate));
  }

  private @Nullable Provider provider(@Nullable Mailbox from) {
    if (kind.isEmpty()) {
      email.wrong("provider", "There is no such provider", "Write smtp, sendgrid or postmark");
      return null;
    }
    return switch (kind.get()) {
      case SMTP -> new SmtpReader(email, sources).read(from);
      case SENDGRID -> new ApiReader(email, sources).sendGrid();
      case POSTMARK -> new ApiReader(email, sources).postmark();
    };
  }

  private Stationery stationery() {
    return new Stationery(
        email.text("postal_address", "Laws on commercial mail ask for one: name, street, city"),
        email.text("utm_source").orElse("throughline"),
        email.truth("track_opens", true),
        email.truth("track_clicks", true));
  }

  static @Nullable Mailbox mailbox(Section email, String field) {
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
}
