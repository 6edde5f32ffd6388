package dev.throughline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.email.provider.Desk;
import dev.throughline.runtime.Carrier.Carried;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A webhook step calls another system, whose status says what became of the call.
@Timeout(600)
class WebhooksTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String HALF = "\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf";

  private static Carried carried(String answer) {
    try (Desk desk = new Desk(answer);
        Webhooks webhooks = new Webhooks(new TreeSet<>(Set.of("127.0.0.1")))) {
      Carried carried = webhooks.carry(letter(desk.url()));
      assertThat(desk.asked).hasSize(1);
      assertThat(desk.asked.getFirst().headers()).containsEntry("webhook-id", "l1");
      return carried;
    }
  }

  @Test
  void aCallThatIsTakenIsSent() {
    assertThat(carried(Desk.answer("204 No Content", "")))
        .isEqualTo(new Carried(Settlement.SENT, "HTTP 204", null));
  }

  @Test
  void halfAnAnswerCountsByItsStatus_F71() {
    for (int i = 0; i < 20; i++) {
      assertThat(carried("HTTP/1.1 202 Accepted" + HALF))
          .isEqualTo(new Carried(Settlement.SENT, "HTTP 202", null));
    }
    assertThat(carried("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7" + HALF))
        .isEqualTo(new Carried(Settlement.RETRY, "HTTP 503", Duration.ofSeconds(7)));
    assertThat(carried("HTTP/1.1 404 Not Found" + HALF))
        .isEqualTo(new Carried(Settlement.FAILED, "HTTP 404", null));
  }

  @Test
  void ofAFloodOnlyTheBeginningIsRead_F71() {
    assertThat(carried(Desk.FLOOD)).isEqualTo(new Carried(Settlement.SENT, "HTTP 202", null));
  }

  @Test
  void anAnswerThatIsLostBeforeItsStatusIsUnknown_F72() {
    assertThat(carried(Desk.RESET).settlement()).isEqualTo(Settlement.UNKNOWN);
  }

  private static Letter letter(String url) {
    return new Letter(
        "l1",
        1,
        "ann",
        Letter.WEBHOOK,
        url,
        "cart-recovery",
        3,
        "i1",
        "tell",
        "",
        "",
        NOW,
        new TreeMap<>(Map.of("body", "{}")),
        Letter.State.IN_FLIGHT,
        1,
        NOW,
        NOW,
        "");
  }
}
