package dev.throughline.channel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Heard;
import dev.throughline.channel.Letter;
import dev.throughline.channel.Outgoing;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.LinkPlaceholders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class GatewayChannelTest {
  private static final Instant NOW = Letter.DECIDED;
  private final Gateway gateway = new Gateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aMessageIsOneSignedCall() {
    assertThat(deliver()).isEqualTo(new Delivery.Sent("gw-1"));
    Gateway.Call call = gateway.calls.getFirst();
    assertThat(call.id()).isEqualTo("m1");
    assertThat(call.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    Map<String, Value> body = new TreeMap<>(call.body().values());
    body.remove("parts");
    assertThat(body)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("id", Value.of("m1")),
                Map.entry("channel", Value.of("sms")),
                Map.entry("to", Value.of("+4915112345678")),
                Map.entry("customer", Value.of("ann@private.example")),
                Map.entry("journey", Value.of("cart-recovery")),
                Map.entry("version", Value.of(3L)),
                Map.entry("step", Value.of("remind")),
                Map.entry("arm", Value.of("test=b")),
                Map.entry("purpose", Value.of("marketing")),
                Map.entry("decidedAt", Value.of("2026-03-02T10:00:00Z"))));
    assertThat(call.body().get("parts"))
        .isInstanceOfSatisfying(
            Fields.class,
            parts ->
                assertThat(parts.text("body")).startsWith("Stop: https://go.shop.example/u/k1."));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 422})
  void f69AnyOther4xxIsFailed(int status) {
    gateway.answers(Gateway.Answer.of(status, ""));
    assertThat(deliver()).isEqualTo(new Delivery.Failed(Delivery.Reason.REFUSED, "HTTP " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void f69WhatTheGatewayHasNotTakenIsTriedAgain(int status) {
    gateway.answers(Gateway.Answer.of(status, ""));
    assertThat(deliver()).isEqualTo(new Delivery.Retry("HTTP " + status, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "0 | PT0S",
        "315360000 | PT87600H",
        "Mon, 02 Mar 2026 10:01:30 GMT | PT1M30S",
        "-5 |",
        "soon |"
      })
  void f70RetryAfterIsHeeded(String said, @org.jspecify.annotations.Nullable Duration after) {
    gateway.answers(Gateway.Answer.of(429, "", Map.of("Retry-After", said)));
    assertThat(deliver()).isEqualTo(new Delivery.Retry("HTTP 429", after));
  }

  @Test
  void f71ARedirectIsAFailureAndNeverFollowed() {
    String inside = gateway.url().toString();
    gateway.answers(Gateway.Answer.of(307, "", Map.of("Location", inside)));
    assertThat(deliver()).isEqualTo(new Delivery.Failed(Delivery.Reason.REFUSED, "HTTP 307"));
    assertThat(gateway.calls).hasSize(1);
  }

  @Test
  void f71OfALongAnswerOnlyTheStatusCounts() {
    gateway.answers(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] much = new byte[Heard.MAX_BYTES];
      while (true) {
        exchange.getResponseBody().write(much);
      }
    });
    assertThat(deliver()).isEqualTo(new Delivery.Sent(""));
  }

  @Test
  void f71HalfAnAnswerIsAnAnswer() {
    gateway.answers(exchange -> {
      exchange.sendResponseHeaders(202, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      throw new java.io.IOException("gone");
    });
    assertThat(deliver()).isEqualTo(new Delivery.Sent(""));
  }

  @Test
  void f72WhatWasCalledAndNotAnsweredIsUnknown() {
    CountDownLatch never = new CountDownLatch(1);
    gateway.answers(_ -> await(never));
    Duration patience = Duration.ofMillis(250);
    Delivery delivery = deliver(patience);
    int calls = 1;
    // On a slow machine patience may be at its end before the call has come.
    for (; gateway.calls.isEmpty(); calls++) {
      patience = patience.multipliedBy(2);
      delivery = deliver(patience);
    }
    assertThat(delivery).isInstanceOf(Delivery.Unknown.class);
    assertThat(gateway.calls).as("no call is made again").hasSizeLessThanOrEqualTo(calls);
    never.countDown();
  }

  @Test
  void f69WithoutAConnectionNothingHasLeft() {
    gateway.close();
    assertThat(deliver()).isInstanceOf(Delivery.Retry.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Delivery deliver() {
    return deliver(Duration.ofMinutes(2));
  }

  private Delivery deliver(Duration patience) {
    try (GatewayChannel channel =
        new GatewayChannel(gateway.settings(false), Letter.LINKS, () -> NOW, patience)) {
      return channel.deliver(message());
    }
  }

  private static Outgoing message() {
    return Letter.on(
        "sms",
        "+4915112345678",
        "m1",
        "marketing",
        "test=b",
        Map.of("body", "Stop: " + LinkPlaceholders.UNSUBSCRIBE));
  }
}
