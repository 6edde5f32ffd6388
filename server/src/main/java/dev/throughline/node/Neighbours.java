package dev.throughline.node;

import dev.throughline.http.Api;
import dev.throughline.kafka.Peers;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How nodes ask each other what only the one with a cell can know: over HTTP, with a word that
/// only who has the cluster's secret can say.
final class Neighbours implements Peers {
  private static final String PATH = "/cluster/ask";
  private static final String BEARER = "Bearer ";
  private static final String HASH = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String word;

  Neighbours(byte[] secret) {
    this.word = word(secret);
  }

  /// The secret itself never goes over the wire.
  private static String word(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(secret, HASH));
      return HexFormat.of().formatHex(mac.doFinal("neighbours".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has " + HASH, missing);
    }
  }

  @Override
  public byte[] ask(String hostAndPort, byte[] question) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + hostAndPort + PATH))
            .timeout(PATIENCE)
            .header("Authorization", BEARER + word)
            .POST(BodyPublishers.ofByteArray(question))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new UncheckedIOException(
            new IOException(
                "The node at %s answered %d: %s"
                    .formatted(
                        hostAndPort,
                        answer.statusCode(),
                        new String(answer.body(), StandardCharsets.UTF_8))));
      }
      return answer.body();
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "The node at %s does not answer".formatted(hostAndPort), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while asking " + hostAndPort, stopped);
    }
  }

  /// Answers the others.
  Api answering(UnaryOperator<byte[]> answer) {
    return new Answering(this, answer);
  }

  private record Answering(Neighbours neighbours, UnaryOperator<byte[]> answer) implements Api {
    @Override
    public void register(JavalinDefaultRoutingApi routes) {
      routes.post(PATH, this::answer);
    }

    private void answer(Context context) {
      String said = String.valueOf(context.header("Authorization"));
      boolean known =
          MessageDigest.isEqual(
              said.getBytes(StandardCharsets.UTF_8),
              (BEARER + neighbours.word).getBytes(StandardCharsets.UTF_8));
      if (!known) {
        context.status(401).result("Only nodes of this cluster are answered");
        return;
      }
      context.contentType("application/octet-stream").result(answer.apply(context.bodyAsBytes()));
    }
  }
}
