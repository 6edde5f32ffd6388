package dev.throughline.channel;

import dev.throughline.runtime.Carrier.Carried;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/// Calls the addresses of webhook steps, on the hosts that the operator allows and no other: a
/// journey must not reach what only this machine can (reliability S3).
public final class Webhooks implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /// How long the body of an answer may take, of which nothing is wanted.
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

  /// Names that the client or we set ourselves.
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "webhook-id");

  private final SortedSet<String> hosts;
  private final HttpClient client =
      HttpClient.newBuilder()
          // An upgrade to HTTP/2 would be asked for with every first call.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Webhooks(SortedSet<String> hosts) {
    this.hosts = hosts;
  }

  /// Makes the call once. The send key goes along as `webhook-id`, the same at every try.
  public Carried carry(Letter letter) {
    HttpRequest request;
    try {
      URI url = URI.create(letter.address());
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web
          || url.getHost() == null
          || !hosts.contains(url.getHost().toLowerCase(Locale.ROOT))) {
        return failed("The host of %s is not among webhooks.hosts".formatted(letter.address()));
      }
      request = request(letter, url);
    } catch (IllegalArgumentException wrong) {
      return failed("The call cannot be made: " + wrong.getMessage());
    }
    Delivery delivery =
        new Heard(BODY_PATIENCE)
            .judged(
                client,
                request,
                start -> HttpJudgement.of(start, "HTTP " + start.statusCode(), Instant.now()));
    return Carriage.carried(delivery, Settlement.SENT);
  }

  private static HttpRequest request(Letter letter, URI url) {
    Map<String, String> parts = letter.parts();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .method(
                parts.getOrDefault("method", "POST"),
                BodyPublishers.ofString(parts.getOrDefault("body", "")))
            .setHeader("content-type", "application/json");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      String name = part.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith("header.") && !RESERVED.contains(name.substring("header.".length()))) {
        request.setHeader(name.substring("header.".length()), part.getValue());
      }
    }
    return request.setHeader("webhook-id", letter.id()).build();
  }

  private static Carried failed(String detail) {
    return new Carried(Settlement.FAILED, detail, null);
  }

  @Override
  public void close() {
    client.close();
  }
}
