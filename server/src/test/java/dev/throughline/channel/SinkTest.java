package dev.throughline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Message;
import dev.throughline.engine.Effect;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SinkTest {
  @Test
  void theSinkTakesEverything() {
    try (Channel sink = new Sink()) {
      assertThat(sink.deliver(Letter.of(Map.of())))
          .isEqualTo(new Delivery.Sent("sink-00000000000000a1"));
    }
  }

  @Test
  void anOutgoingMessageIsTheEnginesSendWithItsKey() {
    Outgoing expected = Letter.of(Map.of("subject", "Hello"));
    Message message =
        new Message(
            expected.sendKey(),
            expected.journey(),
            expected.version(),
            expected.instance(),
            expected.step(),
            "email",
            "marketing",
            Letter.DECIDED,
            Letter.DECIDED,
            Message.Outcome.SENT,
            "ann@example.net",
            Exposure.NONE);
    Effect.Send send =
        new Effect.Send(
            new CustomerId("ann@private.example"),
            message,
            new TreeMap<>(Map.of("subject", "Hello")));

    assertThat(Outgoing.of(send, null)).isEqualTo(expected);
  }
}
