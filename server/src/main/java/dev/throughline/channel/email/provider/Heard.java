package dev.throughline.channel.email.provider;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// An answer as far as it has come: of its body the beginning and no more. When the connection is
/// lost in the middle the status is known, and the provider's form says whether half a body will
/// do.
final class Heard implements BodyHandler<Boolean>, BodySubscriber<Boolean> {
  static final int MAX_BYTES = 64 * 1024;

  private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile @Nullable ResponseInfo start;
  private @Nullable Subscription subscription;

  /// Nothing where not even the status has come.
  Optional<Answer> answer() {
    ResponseInfo known = start;
    return known == null
        ? Optional.empty()
        : Optional.of(
            new Answer(
                known.statusCode(),
                firstOfEach(known.headers()),
                body.toString(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> firstOfEach(HttpHeaders headers) {
    Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.map().forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
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
      subscription.cancel();
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
