package dev.throughline.bench;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.EventLine.Parsed;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Events through the engine per second on one core, with `Shop` live, beside the bare parse of the
/// same events. One operation is one event.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBench {
  static final int PEOPLE = 20_000;
  private static final int EVENTS = 100_000;
  private static final int HISTORY = 100_000;
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final List<Event> idle = new ArrayList<>();
  private final List<Event> live = new ArrayList<>();
  private final List<Event> history = new ArrayList<>();
  private Engine engine;
  private Customer[] people;

  /// JMH fills the rest in `prepare` and `populate`.
  public EngineBench() {
    this.people = new Customer[0];
    this.engine = engine();
  }

  @Setup(Level.Trial)
  public void prepare() {
    Traffic traffic = new Traffic(1, PEOPLE);
    for (int person = 0; person < PEOPLE; person++) {
      history.add(event(Traffic.identify(person, START)));
    }
    for (int i = 0; i < HISTORY; i++) {
      history.add(event(traffic.action(START.plusSeconds(60L * i / 10))));
    }
    Instant then = START.plusSeconds(60L * HISTORY / 10);
    for (int i = 0; i < EVENTS; i++) {
      Instant at = then.plusSeconds(i);
      String line = traffic.action(at);
      lines.add(line);
      live.add(event(line));
      idle.add(event(traffic.pageView(at)));
    }
  }

  /// The same people before every run, with a past of five events each.
  @Setup(Level.Invocation)
  public void populate() {
    people = new Customer[PEOPLE];
    for (int person = 0; person < PEOPLE; person++) {
      people[person] = Engine.stranger(new CustomerId("u" + person));
    }
    history.forEach(this::apply);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void parse(Blackhole sink) {
    lines.forEach(line -> sink.consume(EventLine.parse(line)));
  }

  /// Events that no document looks at.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void idle() {
    idle.forEach(this::apply);
  }

  /// Events that move counters, segments and journeys.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void live() {
    live.forEach(this::apply);
  }

  private void apply(Event event) {
    String user = String.valueOf(event.userId());
    Customer customer = people[Integer.parseInt(user, 1, user.length(), 10)];
    engine.apply(customer, new Input.Happened(event), event.at());
  }

  private static Engine engine() {
    try {
      return new Engine(Shop.catalog());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  static Event event(String line) {
    return switch (EventLine.parse(line)) {
      case Parsed.Ok(Event event) -> event;
      case Parsed other -> throw new IllegalStateException(line + " is no event: " + other);
    };
  }

  static Fields measure() throws RunnerException {
    var options = new OptionsBuilder().include(EngineBench.class.getName()).build();
    var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    TreeMap<String, Value> values = new TreeMap<>();
    for (RunResult result : new Runner(options, progress).run()) {
      String name = result.getPrimaryResult().getLabel();
      BigDecimal perSecond = BigDecimal.valueOf(Math.round(result.getPrimaryResult().getScore()));
      values.put(name + "_events_per_second", Value.of(perSecond));
    }
    values.put("journeys", Value.of((long) Shop.JOURNEYS));
    values.put("segments", Value.of((long) Shop.SEGMENTS));
    values.put("people", Value.of((long) PEOPLE));
    return new Fields(values);
  }
}
