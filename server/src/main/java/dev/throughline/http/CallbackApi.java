package dev.throughline.http;

import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.email.EmailSettings.Login;
import dev.throughline.channel.email.Provider;
import dev.throughline.channel.email.provider.BasicLogin;
import dev.throughline.channel.email.provider.PostmarkEvents;
import dev.throughline.channel.email.provider.Report;
import dev.throughline.channel.email.provider.SendGridEvents;
import dev.throughline.channel.email.provider.SendGridSignature;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.journey.Journey;
import dev.throughline.message.Channels;
import dev.throughline.message.Feedback;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// What e-mail providers say became of mails. Nobody is signed in: each request shows by itself
/// that it is the provider's, and where nothing is set up to show it by, none is taken (reliability
/// F75).
record CallbackApi(Orchestrator runtime, Optional<Provider> provider, LongSupplier clockMs)
    implements Api {
  /// So many letters are looked up between two inputs.
  private static final int AT_ONCE = 500;

  private static final int MAX_RAW_CHARS = 8 * 1024;

  static CallbackApi of(Orchestrator runtime, Configuration configuration, LongSupplier clockMs) {
    return new CallbackApi(runtime, configuration.email().map(EmailSettings::provider), clockMs);
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.post("/api/callbacks/sendgrid", Reply.by(this::sendGrid));
    routes.post("/api/callbacks/postmark", Reply.by(this::postmark));
  }

  private Reply sendGrid(Context context) {
    ECPublicKey key =
        provider.orElse(null) instanceof Provider.SendGrid sendGrid
            ? sendGrid.verificationKey()
            : null;
    if (key == null) {
      throw notConfigured("email.verification_key");
    }
    byte[] body = body(context);
    Optional<String> objection =
        SendGridSignature.objection(
            key,
            context.header(SendGridSignature.SIGNATURE),
            context.header(SendGridSignature.TIMESTAMP),
            body,
            now());
    if (objection.isPresent()) {
      throw new HttpProblem(401, "not_signed", "The request is not SendGrid's", objection.get());
    }
    return SendGridEvents.read(body, now())
        .map(reports -> take("sendgrid", reports))
        .orElseThrow(() ->
            new HttpProblem(400, "bad_json", "This is no list of events", "Send a JSON array"));
  }

  private Reply postmark(Context context) {
    Login login =
        provider.orElse(null) instanceof Provider.Postmark postmark ? postmark.callback() : null;
    if (login == null) {
      throw notConfigured("email.callback");
    }
    if (!BasicLogin.fits(login, context.header("Authorization"))) {
      context.header("WWW-Authenticate", "Basic realm=\"throughline\"");
      throw new HttpProblem(
          401, "not_signed_in", "The request is not Postmark's", "User or password is wrong");
    }
    return PostmarkEvents.read(body(context), now())
        .map(report -> take("postmark", List.of(report)))
        .orElseThrow(
            () -> new HttpProblem(400, "bad_json", "This is no record", "Send a JSON object"));
  }

  private static HttpProblem notConfigured(String setting) {
    return new HttpProblem(
        503, "not_configured", "Nothing is taken here", "Set up %s".formatted(setting));
  }

  private static byte[] body(Context context) {
    try {
      byte[] body = context.bodyInputStream().readNBytes(Report.MAX_BYTES + 1);
      if (body.length > Report.MAX_BYTES) {
        throw new HttpProblem(413, "too_large", "The body is too large", "Send 1 MiB at most");
      }
      return body;
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  /// Answers once everything is durable and applied: what is not answered with 200 is sent again.
  private Reply take(String source, List<Report> reports) {
    Map<String, Letter> letters = letters(reports);
    List<Command> wishes = new ArrayList<>();
    List<Command> others = new ArrayList<>();
    int counted = 0;
    int ignored = 0;
    for (Report report : reports) {
      switch (report) {
        case Report.Said said -> {
          Letter letter = letters.get(said.sendKey());
          if (letter == null) {
            others.add(
                refused(source, "There is no message " + said.sendKey() + " here", said.raw()));
          } else {
            counted++;
            (isWish(said) ? wishes : others).add(feedback(said, letter));
          }
        }
        case Report.Strange(String reason, String raw) -> others.add(refused(source, reason, raw));
        case Report.Nothing _ -> ignored++;
      }
    }
    if (!wishes.isEmpty()) {
      runtime.applied(runtime.submitUrgently(wishes).join()).join();
    }
    Reply done =
        Reply.ok(
            Json.object(
                "counted", counted,
                "ignored", ignored,
                "unknown", reports.size() - counted - ignored));
    return others.isEmpty() ? done : Taking.in(runtime, others, () -> done);
  }

  /// What gets through even when too much is waiting.
  private static boolean isWish(Report.Said said) {
    return said.event().equals(Feedback.UNSUBSCRIBED)
        || said.event().equals("Email Marked as Spam");
  }

  private Map<String, Letter> letters(List<Report> reports) {
    List<String> keys =
        reports.stream()
            .flatMap(report ->
                report instanceof Report.Said said
                    ? Optional.of(said.sendKey()).stream()
                    : Optional.<String>empty().stream())
            .distinct()
            .toList();
    Map<String, Letter> letters = new TreeMap<>();
    for (int i = 0; i < keys.size(); i += AT_ONCE) {
      List<String> some = keys.subList(i, Math.min(i + AT_ONCE, keys.size()));
      letters.putAll(
          runtime
              .ask(view -> {
                Map<String, Letter> found = new TreeMap<>();
                for (String key : some) {
                  view.letter(key)
                      .filter(letter -> letter.channel().equals(Channels.EMAIL))
                      .ifPresent(letter -> found.put(key, letter));
                }
                return found;
              })
              .join());
    }
    return letters;
  }

  private static Command feedback(Report.Said said, Letter letter) {
    TreeMap<String, Value> properties = new TreeMap<>(said.properties());
    if (said.event().equals(Feedback.UNSUBSCRIBED)) {
      properties.put("channel", Value.of(letter.channel()));
      if (!letter.purpose().equals(Journey.TRANSACTIONAL)) {
        properties.put("purpose", Value.of(letter.purpose()));
      }
    }
    // The provider's clock may be behind ours, and nothing comes back before it is sent (F73).
    Instant at = said.at().isBefore(letter.decidedAt()) ? letter.decidedAt() : said.at();
    return new Command.Feedback(
        said.sendKey(), said.id(), said.event(), new Fields(properties), at);
  }

  private static Command refused(String source, String reason, String raw) {
    String cut = raw.length() > MAX_RAW_CHARS ? raw.substring(0, MAX_RAW_CHARS) : raw;
    return new Command.Refused(source, "unknown_message", reason, cut);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }
}
