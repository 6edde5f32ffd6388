package dev.throughline.bench;

import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Fact.What;
import dev.throughline.engine.Input;
import dev.throughline.engine.Outcome;
import dev.throughline.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Ten thousand people with two months behind them, and the events that come next.
///
/// @param people the state of each before the first event, as stored
record Load(List<byte[]> people, List<String> lines) {
  static final int PEOPLE = 10_000;
  static final int EVENTS = 50_000;

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration PAST = Duration.ofDays(60);
  private static final int EVENTS_BEFORE = PEOPLE * 20;

  /// Few events move anything in people who sit still, so many are tried for each one kept.
  private static final int MAX_TRIES = EVENTS * 100;

  static Load of(Kind kind, Engine engine) {
    Traffic traffic = new Traffic(1, PEOPLE);
    Customer[] people = grown(engine, traffic);
    List<byte[]> before = new ArrayList<>();
    for (Customer customer : people) {
      before.add(CustomerBytes.write(customer));
    }
    List<String> lines =
        switch (kind) {
          case IDLE -> drawn(traffic::idle);
          case MOVING -> moving(engine, traffic, people);
          case MIXED -> drawn(traffic::mixed);
        };
    return new Load(before, lines);
  }

  /// Which of the people an event is of.
  static int person(Event event) {
    String user = String.valueOf(event.userId());
    return Integer.parseInt(user, 1, user.length(), 10);
  }

  private static Customer[] grown(Engine engine, Traffic traffic) {
    Instant birth = START.minus(PAST);
    Customer[] people = new Customer[PEOPLE];
    for (int person = 0; person < PEOPLE; person++) {
      people[person] = Engine.stranger(new CustomerId("u" + person));
      Event event = Traffic.event(Traffic.identify(person, birth));
      engine.apply(people[person], new Input.Happened(event), birth);
    }
    long step = PAST.toMillis() / EVENTS_BEFORE;
    for (int i = 1; i <= EVENTS_BEFORE; i++) {
      Instant at = birth.plusMillis(step * i);
      Event event = Traffic.event(traffic.live(at));
      engine.apply(people[person(event)], new Input.Happened(event), at);
    }
    // What is due by now has acted, so that the events are measured and not the timers before them.
    for (Customer customer : people) {
      engine.apply(customer, new Input.TimePassed(true), START);
    }
    return people;
  }

  private static List<String> drawn(Function<Instant, String> draw) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      lines.add(draw.apply(at(i)));
    }
    return lines;
  }

  /// Tries events, each on the state that those kept before it led to.
  private static List<String> moving(Engine engine, Traffic traffic, Customer[] people) {
    List<String> kept = new ArrayList<>();
    for (int tries = 0; kept.size() < EVENTS; tries++) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException("Only %d events moved anything".formatted(kept.size()));
      }
      Instant at = at(kept.size() + 1);
      String line = traffic.live(at);
      Event event = Traffic.event(line);
      int person = person(event);
      byte[] before = CustomerBytes.write(people[person]);
      Outcome outcome = engine.apply(people[person], new Input.Happened(event), at);
      if (moves(outcome)) {
        kept.add(line);
      } else {
        people[person] = CustomerBytes.read(before);
      }
    }
    return kept;
  }

  private static boolean moves(Outcome outcome) {
    return outcome.facts().stream()
        .anyMatch(fact ->
            fact.what() instanceof What.SegmentEntered
                || fact.what() instanceof What.SegmentLeft
                || fact.what() instanceof What.JourneyEntered
                || fact.what() instanceof What.JourneyStep
                || fact.what() instanceof What.JourneyExited);
  }

  /// A hundred a second: the events of one quarter of an hour.
  private static Instant at(int event) {
    return START.plusMillis(10L * event);
  }
}
