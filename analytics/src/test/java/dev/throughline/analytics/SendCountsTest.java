package dev.throughline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every send is counted once, and what was stopped by its reason.
class SendCountsTest {
  private static final Set<String> REASONS =
      Shop.reported("messages", "dropped_by_reason") instanceof Fields fields
          ? fields.values().keySet()
          : Set.of();

  @Test
  void everySendIsCountedOnceByItsLastDecision() {
    List<SendCounts> sends = SendCounts.of(Shop.WAREHOUSE, null, Range.ALL);
    for (String outcome : List.of("sent", "ghost", "dropped", "held")) {
      assertThat(Value.of(sum(sends, send -> send.outcome().equals(outcome))))
          .as(outcome)
          .isEqualTo(Shop.reported("messages", outcome));
    }
    for (String journey : Shop.JOURNEYS) {
      for (String channel : List.of("email", "push")) {
        Value expected = Shop.reported("journeys", journey, "messages", "sent_by_channel", channel);
        assertThat(
                sum(
                    SendCounts.of(Shop.WAREHOUSE, journey, Range.ALL),
                    send -> send.outcome().equals("sent") && channel.equals(send.channel())))
            .isEqualTo(expected instanceof Value.Int(long sent) ? sent : 0);
      }
    }
    REASONS.forEach(reason ->
        assertThat(
                Value.of(
                    sum(
                        sends,
                        send -> send.outcome().equals("dropped") && reason.equals(send.reason()))))
            .as(reason)
            .isEqualTo(Shop.reported("messages", "dropped_by_reason", reason)));
    assertThat(
            SendCounts.daily(Shop.WAREHOUSE, null, Range.ALL, Shop.ZONE).stream()
                .mapToLong(SendCounts.Day::count)
                .sum())
        .isEqualTo(sum(sends, _ -> true));
  }

  private static long sum(List<SendCounts> sends, Predicate<SendCounts> which) {
    return sends.stream().filter(which).mapToLong(SendCounts::count).sum();
  }

  @Test
  void whatThePolicyStoppedIsTheCapPressureOfTheReport() {
    for (SendCounts.Stop stop : SendCounts.stopped(Shop.WAREHOUSE, Range.ALL)) {
      if (!(Shop.reported("cap_pressure", stop.reason()) instanceof Fields pressure)) {
        continue;
      }
      assertThat(
              List.of(
                  stop.dropped(),
                  stop.stillHeld(),
                  stop.laterSent(),
                  stop.laterGhost(),
                  stop.laterDropped()))
          .as(stop.reason())
          .isEqualTo(
              Stream.of(
                      "dropped_at_once", "still_held", "later_sent", "later_ghost", "later_dropped")
                  .map(name -> pressure.get(name) instanceof Value.Int(long count) ? count : 0L)
                  .toList());
    }
    assertThat(SendCounts.stopped(Shop.WAREHOUSE, Range.ALL))
        .extracting(SendCounts.Stop::reason)
        .contains("outranked", "quiet_hours");
  }
}
