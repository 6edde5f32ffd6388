package dev.throughline.bench;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
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

/// Events through the engine per second on one core, garbage collection on the same core, with
/// `Shop` live; beside it the bare parse of the same lines. One operation is one event.
@Fork(
    value = 1,
    jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 1)
public class EngineBench {

  /// The lines to take in, and their events.
  @State(Scope.Benchmark)
  public static class Stream {
    @Param public Kind kind = Kind.MIXED;
    List<String> lines = List.of();
    Event[] events = {};
    List<byte[]> people = List.of();
    Engine engine = new Engine(Shop.catalog());

    @Setup
    public void draw() {
      Load load = Load.of(kind, engine);
      lines = load.lines();
      events = lines.stream().map(Traffic::event).toArray(Event[]::new);
      people = load.people();
    }
  }

  /// The people, put back to where they were before every pass over the lines.
  @State(Scope.Benchmark)
  public static class Crowd {
    Customer[] people = {};

    @Setup(Level.Invocation)
    public void restore(Stream stream) {
      people = stream.people.stream().map(CustomerBytes::read).toArray(Customer[]::new);
      // Thousands of people made at once are no part of an event's cost: without this the first
      // collection of each pass would copy them all.
      System.gc();
    }
  }

  /// How much the events led to.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Told {
    public long facts;
  }

  @Benchmark
  @OperationsPerInvocation(Load.EVENTS)
  public void parse(Stream stream, Blackhole sink) {
    for (String line : stream.lines) {
      sink.consume(EventLine.parse(line));
    }
  }

  @Benchmark
  @OperationsPerInvocation(Load.EVENTS)
  public void engine(Stream stream, Crowd crowd, Told told) {
    for (Event event : stream.events) {
      told.facts += apply(stream.engine, crowd.people[Load.person(event)], event);
    }
  }

  @Benchmark
  @OperationsPerInvocation(Load.EVENTS)
  public void parseAndEngine(Stream stream, Crowd crowd, Told told) {
    for (String line : stream.lines) {
      Event event = Traffic.event(line);
      told.facts += apply(stream.engine, crowd.people[Load.person(event)], event);
    }
  }

  /// What it would cost to leave the customer as it was and to change a copy (decision 2).
  @Benchmark
  @OperationsPerInvocation(Load.EVENTS)
  public void engineOnCopies(Stream stream, Crowd crowd, Told told) {
    for (Event event : stream.events) {
      int person = Load.person(event);
      Customer copy = CustomerBytes.read(CustomerBytes.write(crowd.people[person]));
      told.facts += apply(stream.engine, copy, event);
      crowd.people[person] = copy;
    }
  }

  private static int apply(Engine engine, Customer customer, Event event) {
    return engine.apply(customer, new Input.Happened(event), event.at()).facts().size();
  }

  /// Runs all of it; by benchmark and kind, events per second, and facts per event.
  static Fields measure() throws RunnerException {
    var options = new OptionsBuilder().include(EngineBench.class.getName()).build();
    var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    TreeMap<String, Value> values = new TreeMap<>();
    for (RunResult result : new Runner(options, progress).run()) {
      String kind = result.getParams().getParam("kind").toLowerCase(Locale.ROOT);
      String name = kind + "_" + words(result.getPrimaryResult().getLabel());
      double perSecond = result.getPrimaryResult().getScore();
      values.put(name + "_events_per_second", Value.of(Math.round(perSecond)));
      var facts = result.getSecondaryResults().get("facts");
      if (facts != null) {
        values.put(kind + "_facts_per_event", Value.of(rounded(facts.getScore() / perSecond)));
      }
    }
    values.put("journeys", Value.of((long) Shop.JOURNEYS));
    values.put("segments", Value.of((long) Shop.SEGMENTS));
    values.put("people", Value.of((long) Load.PEOPLE));
    return new Fields(values);
  }

  private static String words(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
  }
}
