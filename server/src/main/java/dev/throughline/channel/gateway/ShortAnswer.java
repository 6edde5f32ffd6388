package dev.throughline.channel.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer, as far as it comes in time and is not too long. What is cut off is empty:
/// the status has said all that counts.
final class ShortAnswer implements BodyHandler<String>, BodySubscriber<String> {
  static final int MAX_BYTES = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private volatile @Nullable ResponseInfo start;

  /// Its status and headers, also where the connection was lost behind them; nothing where not even
  /// they have come.
  Optional<ResponseInfo> start() {
    return Optional.ofNullable(start);
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo info) {
    start = info;
    return this;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    var _ =
        text.completeOnTimeout("", PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            // The rest is not read: the connection is given up.
            .whenComplete((_, _) -> subscription.cancel());
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (bytes.size() + part.remaining() > MAX_BYTES) {
        text.complete("");
        return;
      }
      byte[] more = new byte[part.remaining()];
      part.get(more);
      bytes.writeBytes(more);
    }
  }

  @Override
  public void onError(Throwable lost) {
    text.complete("");
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
