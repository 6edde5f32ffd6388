package dev.throughline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Membership;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.story.Story;
import dev.throughline.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// When a person's memberships must be looked at again is kept beside them, and never wrong.
class RecheckTest {
  private static final int INPUTS = 200;

  private static final Engine ENGINE =
      new Engine(
          Story.given(
                  """
                  kind: segment
                  key: active
                  when: "did('Viewed', 'P3D')"
                  ---
                  kind: segment
                  key: keen
                  when: "count('Viewed', 'PT10H') >= 2 && in_segment('active')"
                  ---
                  kind: segment
                  key: lapsed
                  when: "!in_segment('active') && sum('Ordered', 'total', 'P7D') > 1.0"
                  """)
              .catalog());

  @Seeds(50)
  void theEarliestRecheckIsThatOfTheMemberships(long seed, SplittableRandom random) {
    Customer customer = Engine.stranger(new CustomerId("ann"));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < INPUTS; i++) {
      now = now.plusSeconds(random.nextInt(100_000));
      ENGINE.apply(customer, input(i, now, random), now);
      Instant earliest =
          customer.segments.values().stream()
              .map(Membership::recheckAt)
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElse(null);
      assertThat(customer.recheckAt).isEqualTo(earliest);
    }
  }

  @Test
  void aSegmentThatTheCatalogHasLostIsNeverDueAgain() {
    Customer customer = Engine.stranger(new CustomerId("ann"));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    ENGINE.apply(customer, new Input.Happened(event("m1", "Viewed", now, now, Fields.EMPTY)), now);
    assertThat(customer.recheckAt).isEqualTo("2026-03-01T10:00:00Z");
    Engine without =
        new Engine(
            Story.given(
                    """
                    kind: segment
                    key: grown-up
                    when: "profile.age >= 18"
                    """)
                .catalog());
    Instant later = now.plus(Duration.ofDays(9));
    assertThat(without.apply(customer, new Input.TimePassed(true), later).wake()).isNull();
  }

  private static Input input(int number, Instant now, SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return new Input.TimePassed(true);
    }
    String name = random.nextInt(3) == 0 ? "Ordered" : "Viewed";
    // Some come late, as phones send them.
    Instant at = now.minusSeconds(random.nextInt(4) == 0 ? random.nextInt(80_000) : 0);
    Fields properties = new Fields(Map.of("total", Value.of((long) random.nextInt(3))));
    return new Input.Happened(event("m" + number, name, at, now, properties));
  }

  private static Event event(
      String id, String name, Instant at, Instant receivedAt, Fields properties) {
    return new Event(
        id,
        Event.Type.TRACK,
        name,
        "ann",
        null,
        null,
        null,
        properties,
        Fields.EMPTY,
        Fields.EMPTY,
        at,
        receivedAt,
        false);
  }
}
