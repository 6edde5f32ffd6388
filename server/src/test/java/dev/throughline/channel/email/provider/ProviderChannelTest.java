package dev.throughline.channel.email.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.Letter;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.email.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// F69 to F72: what is told a provider, and what becomes of the message by what it answers.
@Timeout(600)
class ProviderChannelTest {
  private static final Map<String, String> PARTS =
      Map.of(
          "subject",
          "Zoë, you left something 🛒",
          "html",
          "<body><a href=\"https://shop.example/cart?id=7\">your cart</a></body>");
  private static final Outgoing LETTER = Letter.of(PARTS);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Desk desk = Desk.sendGrid();

  @AfterEach
  void close() {
    desk.close();
  }

  private void open(String provider) {
    desk.close();
    desk = provider.equals("sendgrid") ? Desk.sendGrid() : Desk.postmark();
  }

  private ProviderChannel channel(String provider, Map<String, ?> more) {
    return channel(provider, more, PATIENCE);
  }

  private ProviderChannel channel(String provider, Map<String, ?> more, Duration patience) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("provider", provider);
    fields.put("key", Map.of("env", "KEY"));
    fields.put("endpoint", desk.url());
    fields.put("from", "Lumen & \"Öak\" <hello@mail.shop.example>");
    fields.put("reply_to", "care@shop.example");
    fields.put("postal_address", "Torstraße 1, 10119 Berlin");
    fields.put("utm_source", "lumen-oak");
    fields.putAll(more);
    EmailSettings settings =
        switch (EmailSettings.read(fields, Map.of("KEY", "SG.secret")::get)) {
          case EmailSettings.Reading.Ok(EmailSettings read) -> read;
          case EmailSettings.Reading.Wrong(var mistakes) -> throw new AssertionError(mistakes);
        };
    MailApi api =
        switch (settings.provider()) {
          case Provider.SendGrid sendGrid -> new SendGridApi(sendGrid);
          case Provider.Postmark postmark -> new PostmarkApi(postmark);
          case Provider.Smtp other -> throw new AssertionError(other);
        };
    return new ProviderChannel(settings, api, Letter.LINKS, Letter.KEYS, patience);
  }

  private Delivery delivered(String provider) {
    return delivered(provider, PATIENCE);
  }

  private Delivery delivered(String provider, Duration patience) {
    try (ProviderChannel channel = channel(provider, Map.of(), patience)) {
      return channel.deliver(LETTER);
    }
  }

  private JsonNode told() {
    return JsonMapper.shared().readTree(desk.asked.getLast().body());
  }

  @Test
  void sendGridIsToldTheWholeMail() {
    assertThat(delivered("sendgrid")).isEqualTo(new Delivery.Sent("sg-1"));

    Desk.Asked asked = desk.asked.getFirst();
    assertThat(asked.line()).isEqualTo("POST /v3/mail/send HTTP/1.1");
    assertThat(asked.headers())
        .containsEntry("authorization", "Bearer SG.secret")
        .containsEntry("content-type", "application/json");
    JsonNode mail = told();
    assertThat(mail.at("/personalizations/0/to/0/email").asString()).isEqualTo("ann@example.net");
    assertThat(mail.at("/personalizations/0/custom_args/throughline_key").asString())
        .isEqualTo("00000000000000a1");
    assertThat(mail.at("/from/email").asString()).isEqualTo("hello@mail.shop.example");
    assertThat(mail.at("/from/name").asString()).isEqualTo("Lumen & \"Öak\"");
    assertThat(mail.at("/reply_to/email").asString()).isEqualTo("care@shop.example");
    assertThat(mail.get("subject").asString()).isEqualTo("Zoë, you left something 🛒");
    assertThat(mail.at("/headers/List-Unsubscribe").asString())
        .startsWith("<https://go.shop.example/u/");
    assertThat(mail.at("/headers/List-Unsubscribe-Post").asString())
        .isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.at("/headers/Message-ID").asString())
        .matches("<00000000000000a1\\.[0-9a-f]{24}@mail\\.shop\\.example>");
    assertThat(mail.at("/content/0/type").asString()).isEqualTo("text/plain");
    assertThat(mail.at("/content/0/value").asString())
        .contains("utm_source=lumen-oak", "Torstraße 1");
    assertThat(mail.at("/content/1/type").asString()).isEqualTo("text/html");
    assertThat(mail.at("/content/1/value").asString())
        .contains("href=\"https://go.shop.example/c/", "<img src=\"https://go.shop.example/o/");
    for (String tracking : new String[] {"click_tracking", "open_tracking", "ganalytics"}) {
      assertThat(mail.at("/tracking_settings/" + tracking + "/enable").asBoolean(true)).isFalse();
    }
  }

  @Test
  void postmarkIsToldTheWholeMail() {
    open("postmark");
    assertThat(delivered("postmark")).isEqualTo(new Delivery.Sent("pm-1"));

    Desk.Asked asked = desk.asked.getFirst();
    assertThat(asked.line()).isEqualTo("POST /email HTTP/1.1");
    assertThat(asked.headers()).containsEntry("x-postmark-server-token", "SG.secret");
    JsonNode mail = told();
    assertThat(mail.get("From").asString())
        .isEqualTo("\"Lumen & \\\"Öak\\\"\" <hello@mail.shop.example>");
    assertThat(mail.get("To").asString()).isEqualTo("ann@example.net");
    assertThat(mail.get("ReplyTo").asString()).isEqualTo("care@shop.example");
    assertThat(mail.get("HtmlBody").asString()).contains("https://go.shop.example/c/");
    assertThat(mail.get("TextBody").asString()).contains("your cart (https://shop.example/cart");
    assertThat(mail.at("/Metadata/throughline_key").asString()).isEqualTo("00000000000000a1");
    assertThat(mail.get("MessageStream").asString()).isEqualTo("broadcast");
    assertThat(mail.get("TrackOpens").asBoolean(true)).isFalse();
    Map<String, String> headers = new TreeMap<>();
    mail.get("Headers")
        .forEach(one -> headers.put(one.get("Name").asString(), one.get("Value").asString()));
    assertThat(headers)
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        .containsEntry("X-PM-KeepID", "true")
        .containsKeys("List-Unsubscribe", "Message-ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendgrid", "postmark"})
  void transactionalMailCannotBeLeft_C8(String provider) {
    open(provider);
    try (ProviderChannel channel = channel(provider, Map.of())) {
      Outgoing order =
          Letter.to(
              "ann@example.net", "a2", "transactional", Map.of("subject", "Order", "text", "Hi"));
      assertThat(channel.deliver(order)).isInstanceOf(Delivery.Sent.class);
    }

    assertThat(desk.asked.getFirst().body())
        .doesNotContain("List-Unsubscribe", "Torstraße", "broadcast");
  }

  @Test
  void whatCanNeverBeSentIsNotEvenTold_F79() {
    try (ProviderChannel channel = channel("sendgrid", Map.of())) {
      for (Map<String, String> parts :
          List.of(
              Map.of("subject", "Hi\r\nBcc: x@y.example", "text", "Hi"),
              Map.of("subject", "Hi"),
              Map.of("subject", "Hi", "text", "x".repeat(3_000_000)))) {
        assertThat(channel.deliver(Letter.of(parts)))
            .isInstanceOfSatisfying(
                Delivery.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.UNSENDABLE));
      }
    }
    assertThat(desk.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 Too Many Requests     | Retry-After: 120",
        "408 Request Timeout       | X: y",
        "500 Internal Server Error | X: y",
        "502 Bad Gateway           | X: y",
        "503 Service Unavailable   | Retry-After: 120",
        "504 Gateway Timeout       | X: y",
        "401 Unauthorized          | X: y",
        "403 Forbidden             | X: y",
      })
  void whatMayWorkLaterIsTriedAgain_F69_F70(String status, String header) {
    for (String provider : new String[] {"sendgrid", "postmark"}) {
      open(provider);
      desk.answers(Desk.answer(status, "<html>Sorry</html>", header));

      assertThat(delivered(provider))
          .isInstanceOfSatisfying(
              Delivery.Retry.class,
              retry -> {
                assertThat(retry.reason()).contains("HTTP " + status.substring(0, 3), "Sorry");
                assertThat(retry.after())
                    .isEqualTo(header.startsWith("Retry") ? Duration.ofMinutes(2) : null);
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "Retry-After       | 0                             | PT0S",
        "Retry-After       | -5                            | none",
        "Retry-After       | 315360000                     | PT87600H",
        "Retry-After       | Mon, 02 Mar 2026 10:01:00 GMT | PT1M",
        "Retry-After       | Mon, 02 Mar 2026 09:00:00 GMT | PT-1H",
        "Retry-After       | soon                          | none",
        "Retry-After       | 1e9                           | none",
        "X-RateLimit-Reset | 1772445630                    | PT30S",
        "X-RateLimit-Reset | soon                          | none",
      })
  void howLongToWaitIsReadInEveryForm_F70(String name, String value, String wait) {
    Answer answer = new Answer(429, Map.of(name.strip().toLowerCase(Locale.ROOT), value), "");

    assertThat(answer.wait(Instant.parse("2026-03-02T10:00:00Z")))
        .isEqualTo(wait == null ? null : Duration.parse(wait));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sendgrid | 400 Bad Request | {\"errors\":[{\"message\":\"Does not contain a valid address.\",\"field\":\"personalizations.0.to.0.email\"}]} | BAD_ADDRESS",
        "sendgrid | 400 Bad Request | {\"errors\":[{\"message\":\"The subject is required.\",\"field\":\"subject\"}]} | REFUSED",
        "sendgrid | 400 Bad Request | <html>what</html> | REFUSED",
        "sendgrid | 413 Payload Too Large | {\"errors\":[]} | UNSENDABLE",
        "sendgrid | 404 Not Found | {} | REFUSED",
        "postmark | 422 Unprocessable Entity | {\"ErrorCode\":300,\"Message\":\"Invalid 'To' address: 'ann'.\"} | BAD_ADDRESS",
        "postmark | 422 Unprocessable Entity | {\"ErrorCode\":300,\"Message\":\"Invalid 'From' address: 'ann'.\"} | REFUSED",
        "postmark | 422 Unprocessable Entity | {\"ErrorCode\":406,\"Message\":\"You tried to send to a recipient that has been marked as inactive.\"} | REFUSED",
        "postmark | 413 Payload Too Large | {} | UNSENDABLE",
        "postmark | 200 OK | {\"ErrorCode\":406,\"Message\":\"Inactive recipient\"} | REFUSED",
      })
  void aRefusalForGoodIsFailedByItsClass_F71(
      String provider, String status, String body, Reason reason) {
    open(provider);
    desk.answers(Desk.answer(status, body));

    assertThat(delivered(provider))
        .isInstanceOfSatisfying(
            Delivery.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
    assertThat(desk.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendgrid", "postmark"})
  void aRedirectIsNeverFollowed_F71_S3(String provider) {
    open(provider);
    desk.answers(Desk.answer("307 Temporary Redirect", "", "Location: " + desk.url() + "/inside"));

    assertThat(delivered(provider)).isInstanceOf(Delivery.Failed.class);
    assertThat(desk.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendgrid", "postmark"})
  void anAnswerThatIsLostAfterTheBodyIsUnknownAndNotAskedForAgain_F72(String provider) {
    open(provider);
    desk.answers(Desk.RESET);

    assertThat(delivered(provider)).isInstanceOf(Delivery.Unknown.class);
    assertThat(desk.asked).as("the provider had it, once").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendgrid", "postmark"})
  void anAnswerThatNeverComesIsUnknownAndNotAskedForAgain_F72(String provider) {
    open(provider);
    Duration patience = Duration.ofMillis(250);
    int calls = 0;
    // On a slow machine patience may be at its end before the provider has the call.
    for (; desk.asked.isEmpty(); calls++) {
      patience = patience.multipliedBy(2);
      desk.answers(Desk.SILENCE);
      assertThat(delivered(provider, patience)).isInstanceOf(Delivery.Unknown.class);
    }
    assertThat(desk.asked).as("no call is made again").hasSizeLessThanOrEqualTo(calls);
  }

  @Test
  void aProviderThatIsNotReachedIsTriedAgain_F69() throws IOException {
    // Nobody there; no such host; somebody who does not speak TLS.
    try (Socket deaf = new Socket()) {
      // Taken, so that nobody else gets the port meanwhile, and not listened to.
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (String endpoint :
          new String[] {
            "http://127.0.0.1:" + deaf.getLocalPort(),
            "https://no-such-host.invalid",
            desk.url().replace("http://127.0.0.1", "https://localhost")
          }) {
        try (ProviderChannel channel = channel("sendgrid", Map.of("endpoint", endpoint))) {
          assertThat(channel.deliver(LETTER)).as(endpoint).isInstanceOf(Delivery.Retry.class);
        }
      }
    }
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void ofAFloodOnlyTheBeginningIsRead_F71() {
    desk.answers(Desk.FLOOD);

    assertThat(delivered("sendgrid")).isEqualTo(new Delivery.Sent(""));
  }

  @Test
  void halfAnAnswerIsEnoughWhereTheStatusSaysItAll_F71() {
    String half = "\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{\"Err";
    for (int i = 0; i < 20; i++) {
      desk.answers("HTTP/1.1 202 Accepted" + half);
      assertThat(delivered("sendgrid")).isInstanceOf(Delivery.Sent.class);
    }
    desk.answers("HTTP/1.1 503 Service Unavailable" + half);
    assertThat(delivered("sendgrid")).isInstanceOf(Delivery.Retry.class);

    open("postmark");
    desk.answers("HTTP/1.1 200 OK" + half);
    assertThat(delivered("postmark")).isInstanceOf(Delivery.Unknown.class);
  }

  @Test
  void theRestOfAnAnswerIsNotWaitedForForEver_F71() {
    Duration patience = Duration.ofMillis(250);
    Delivery delivery;
    // On a slow machine patience may be at its end before the status has come.
    do {
      patience = patience.multipliedBy(2);
      desk.answers("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n{\"Err");
      delivery = delivered("sendgrid", patience);
    } while (delivery instanceof Delivery.Unknown);
    assertThat(delivery).isInstanceOf(Delivery.Retry.class);
  }

  @Test
  void anAcceptanceThatIsDelayedIsOne() {
    open("postmark");
    desk.answers(
        Desk.answer("200 OK", "{\"Message\":\"Message accepted, but delivery may be delayed.\"}"));

    assertThat(delivered("postmark")).isInstanceOf(Delivery.Sent.class);
  }

  @Test
  void connectionsAreUsedAgain() {
    try (Channel channel = channel("sendgrid", Map.of("pool", 2))) {
      for (int i = 0; i < 20; i++) {
        assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
      }
    }
    assertThat(desk.asked).hasSize(20);
    assertThat(desk.connections()).isLessThan(3);
  }
}
