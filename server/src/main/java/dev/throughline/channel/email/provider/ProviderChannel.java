package dev.throughline.channel.email.provider;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Heard;
import dev.throughline.channel.HttpJudgement;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.email.Composer;
import dev.throughline.channel.email.Composition;
import dev.throughline.channel.email.EmailChannel;
import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.email.Provider;
import dev.throughline.channel.email.Turns;
import dev.throughline.codec.json.JsonValues;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// E-mail by calls of a provider's API, one call a mail.
public final class ProviderChannel implements Channel {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// From the beginning of a call to the end of its answer.
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Composer composer;
  private final MailApi api;
  private final Turns turns;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  ProviderChannel(
      EmailSettings settings, MailApi api, Links links, SigningKeys keys, Duration patience) {
    this.composer = new Composer(settings, links, keys);
    this.api = api;
    this.turns = new Turns(settings);
    this.patience = patience;
  }

  /// The channel to whoever is set up to take the mail.
  public static Channel over(EmailSettings settings, Links links, SigningKeys keys) {
    return switch (settings.provider()) {
      case Provider.Smtp server -> new EmailChannel(settings, server, links, keys);
      case Provider.SendGrid sendGrid ->
          new ProviderChannel(settings, new SendGridApi(sendGrid), links, keys, ANSWER);
      case Provider.Postmark postmark ->
          new ProviderChannel(settings, new PostmarkApi(postmark), links, keys, ANSWER);
    };
  }

  @Override
  public Delivery deliver(Outgoing message) {
    return switch (composer.compose(message)) {
      case Composer.Composed.Refused(Delivery.Failed failed) -> failed;
      case Composer.Composed.Ready(Composition mail) -> {
        MailApi.Call call = api.call(mail);
        byte[] body = JsonValues.write(call.body()).getBytes(StandardCharsets.UTF_8);
        yield body.length > Composer.MAX_BYTES
            ? Composer.tooLarge()
            : turns.inTurn(() -> post(call, body));
      }
    };
  }

  private Delivery post(MailApi.Call call, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    call.headers().forEach(request::header);
    Heard heard = new Heard(patience);
    Delivery otherwise = waitFor(client.sendAsync(request.build(), heard));
    return heard
        .start()
        .map(start -> Answer.of(start, heard.body()).judged(api, Instant.now()))
        .orElse(otherwise);
  }

  /// What it is for the mail, where not even a status comes.
  private Delivery waitFor(CompletableFuture<?> answer) {
    try {
      var _ = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return lost("nothing was said");
    } catch (TimeoutException e) {
      answer.cancel(true);
      return lost("it took more than %d s".formatted(patience.toSeconds()));
    } catch (ExecutionException e) {
      return e.getCause() instanceof IOException broken
          ? HttpJudgement.of(broken)
          : lost(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return lost("the server is stopping");
    }
  }

  private static Delivery lost(String why) {
    return new Delivery.Unknown("the answer was lost: " + why);
  }

  @Override
  public void close() {
    client.close();
  }
}
