package dev.throughline.channel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An answer over HTTP as far as it has come: of its body the beginning and no more, and not for
/// ever. When the connection is lost in the middle the status is known, and whoever asked says
/// whether half a body will do. The answer's own body is whether it came whole.
public final class Heard implements BodyHandler<Boolean>, BodySubscriber<Boolean> {
  public static final int MAX_BYTES = 64 * 1024;

  private final Duration patience;
  private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile @Nullable ResponseInfo start;
  private @Nullable Subscription subscription;

  /// @param patience how long the body may take once the status is there
  public Heard(Duration patience) {
    this.patience = patience;
  }

  /// Makes the call once. Once a status has come it counts, however the connection ends: it must
  /// not hang on the timing in the client whether half an answer is heard.
  ///
  /// @param judge what the answer's status and headers say of the message
  public Delivery judged(
      HttpClient client, HttpRequest call, Function<ResponseInfo, Delivery> judge) {
    Delivery otherwise;
    try {
      var _ = client.send(call, this);
      otherwise = new Delivery.Unknown("the answer was lost: nothing was said");
    } catch (IOException lost) {
      otherwise = HttpJudgement.of(lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      otherwise = new Delivery.Unknown("stopped while waiting for the answer");
    }
    return start().map(judge).orElse(otherwise);
  }

  /// Status and headers; nothing where not even they have come.
  public Optional<ResponseInfo> start() {
    return Optional.ofNullable(start);
  }

  /// As much of it as has come.
  public String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public BodySubscriber<Boolean> apply(ResponseInfo info) {
    start = info;
    return this;
  }

  @Override
  public CompletionStage<Boolean> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    var _ =
        whole
            .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
            // The rest is not read: the connection is given up.
            .whenComplete((_, _) -> subscription.cancel());
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_BYTES - body.size())];
      buffer.get(bytes);
      body.writeBytes(bytes);
    }
    if (subscription == null) {
      throw new IllegalStateException("Bytes came before the subscription");
    }
    if (body.size() < MAX_BYTES) {
      subscription.request(1);
    } else {
      whole.complete(false);
    }
  }

  @Override
  public void onError(Throwable lost) {
    whole.complete(false);
  }

  @Override
  public void onComplete() {
    whole.complete(true);
  }
}
