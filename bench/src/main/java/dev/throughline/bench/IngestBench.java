package dev.throughline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.throughline.channel.Ways;
import dev.throughline.codec.document.Source;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.message.Channels;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Orchestrator.Submission;
import dev.throughline.runtime.Settlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;

/// Events through the whole server: over HTTP in batches, durable, with `Shop` live and everybody
/// already known; and how long it takes from an event to the send that it leads to. The load comes
/// from the same process, on the same cores.
final class IngestBench {
  static final int BATCH = 100;
  private static final int CONNECTIONS = 8;
  private static final int BATCHES = 6_000;

  /// By then the compiler has seen everything, as it has in a server that runs for a minute.
  private static final int WARM_ROUNDS = 4;

  private static final int LATENCY_BATCHES_PER_SECOND = 100;
  private static final int LATENCY_SECONDS = 20;

  /// First comes an end to what the overload before has left.
  private static final int CALM_SECONDS = 5;

  private static final int PEOPLE = Integer.getInteger("bench.people", 1_000_000);

  /// A journey that sends at once, beside those of the shop, to take the time of.
  private static final Source PING =
      new Source(
          "ping.yaml",
          """
          kind: template
          key: pong
          name: Pong
          channel: email
          subject: Pong
          text: Pong.
          ---
          kind: journey
          key: ping
          name: Ping
          purpose: transactional
          entry: { on: { event: Ping }, again: always }
          steps:
            pong: { send: { template: pong, channel: email } }
          """);

  private final ConcurrentMap<String, Long> pinged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Traffic traffic = new Traffic(1, PEOPLE);

  private IngestBench() {}

  static Fields measure() {
    Path data = temporary();
    try {
      return new IngestBench().measure(data);
    } finally {
      delete(data);
    }
  }

  private Fields measure(Path data) {
    TreeMap<String, Value> values = new TreeMap<>();
    Map<String, Function<Letter, Carrier.Carried>> wires = Map.of(Channels.EMAIL, this::carried);
    TreeSet<String> kept = new TreeSet<>(Channels.ALL);
    kept.remove(Channels.EMAIL);
    var usual = ThroughlineServer.Options.of(data, 0, Configuration.NONE);
    var options =
        new ThroughlineServer.Options(
            data,
            usual.host(),
            0,
            usual.clockMs(),
            new Ways(kept, wires),
            List.of(),
            _ -> List.of());
    try (ThroughlineServer server = ThroughlineServer.open(options)) {
      String key = server.registry().createKey(Scope.INGEST, "bench").secret();
      List<Source> sources = new ArrayList<>(Shop.sources());
      sources.add(PING);
      submit(server, List.of(new Command.Publish(sources)));
      values.put("preload_people_per_second", Value.of(Math.round(preload(server))));
      try (Client client = new Client(server.port(), key, CONNECTIONS);
          FactsLag lag = new FactsLag(server::factsBehind)) {
        for (int round = 0; round < WARM_ROUNDS; round++) {
          client.send(batches(BATCHES / 2, 0));
        }
        // Written out before the clock starts: the server would wait for it.
        List<byte[]> counted = batches(BATCHES, 1);
        settle(server);
        // What it took to write them is the load's, and not for the server to clear away.
        System.gc();
        lag.longest();
        long began = System.nanoTime();
        long beganCpu = cpuNanos();
        client.send(counted);
        settle(server);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuMicros = (cpuNanos() - beganCpu) / 1e3;
        values.put("events_per_second", Value.of(Math.round(BATCHES * BATCH / seconds)));
        values.put("cpu_us_per_event", Value.of(Math.round(cpuMicros / (BATCHES * BATCH))));
        values.put("facts_behind_max_ms", Value.of(lag.longest()));
        OptionalLong stolen = Machine.stolenMillis();
        paced(client);
        settle(server);
        if (stolen.isPresent()) {
          long since = Machine.stolenMillis().orElseThrow() - stolen.getAsLong();
          values.put("paced_stolen_ms", Value.of(since));
        }
        values.put("paced_facts_behind_max_ms", Value.of(lag.longest()));
      }
      values.putAll(latencies());
      values.put("people", Value.of((long) PEOPLE));
    }
    values.put(
        "limit_events_per_second", Value.of(Math.round(BareLoop.run(data, traffic, PEOPLE))));
    values.put("journeys", Value.of((long) Shop.JOURNEYS));
    values.put("segments", Value.of((long) Shop.SEGMENTS));
    values.put("batch", Value.of((long) BATCH));
    return new Fields(values);
  }

  /// What the whole process has taken of both cores, the load among it.
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private Carrier.Carried carried(Letter letter) {
    Long began = pinged.remove(letter.customer());
    if (began != null) {
      nanos.add(System.nanoTime() - began);
    }
    return new Carrier.Carried(Settlement.SENT, "", null);
  }

  private static double preload(ThroughlineServer server) {
    long began = System.nanoTime();
    Instant now = Instant.now();
    for (int person = 0; person < PEOPLE; person += 1_000) {
      List<Command> commands = new ArrayList<>();
      for (int i = person; i < Math.min(PEOPLE, person + 1_000); i++) {
        commands.add(new Command.Happened(Traffic.event(Traffic.identify(i, now))));
      }
      submit(server, commands);
    }
    return PEOPLE / ((System.nanoTime() - began) / 1e9);
  }

  private static void submit(ThroughlineServer server, List<Command> commands) {
    while (true) {
      switch (server.runtime().submit(commands)) {
        case Submission.Taken(var durable) -> {
          server.runtime().applied(durable.join()).join();
          return;
        }
        case Submission.Busy(Duration after) -> pause(after.dividedBy(100));
        case Submission.Refused refused -> throw new IllegalStateException("Refused: " + refused);
      }
    }
  }

  /// Bodies of a run; message ids differ between runs.
  private List<byte[]> batches(int count, int run) {
    List<byte[]> bodies = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      bodies.add(body(run, BATCH).getBytes(StandardCharsets.UTF_8));
    }
    return bodies;
  }

  private String body(int run, int events) {
    StringBuilder body = new StringBuilder("{\"batch\":[");
    Instant now = Instant.now();
    for (int i = 0; i < events; i++) {
      String line = traffic.mixed(now);
      body.append(i == 0 ? "" : ",")
          .append(line.replace("\"messageId\":\"", "\"messageId\":\"r" + run + "-"));
    }
    return body.append("],\"sentAt\":\"").append(now).append("\"}").toString();
  }

  private void paced(Client client) {
    long began = System.nanoTime();
    int calm = LATENCY_BATCHES_PER_SECOND * CALM_SECONDS;
    for (int batch = 0; batch < calm + LATENCY_BATCHES_PER_SECOND * LATENCY_SECONDS; batch++) {
      String user = "ping-" + batch;
      String ping =
          "{\"type\":\"track\",\"event\":\"Ping\",\"userId\":\"%s\",\"messageId\":\"%s\",\"timestamp\":\"%s\"},"
              .formatted(user, user, Instant.now());
      String body =
          body(2, BATCH - 1).replace("{\"batch\":[", "{\"batch\":[" + identified(user) + ping);
      long due = began + TimeUnit.SECONDS.toNanos(1) / LATENCY_BATCHES_PER_SECOND * batch;
      pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      // Counted from when it should have been sent, so that a stall is not left out.
      if (batch >= calm) {
        pinged.put(user, due);
      }
      client.sendSoon(body.getBytes(StandardCharsets.UTF_8));
    }
    client.finish();
  }

  private static String identified(String user) {
    return "{\"type\":\"identify\",\"userId\":\"%s\",\"messageId\":\"i-%s\",\"timestamp\":\"%s\",\"traits\":{\"email\":\"%s@shop.example\"}},"
        .formatted(user, user, Instant.now(), user);
  }

  private Map<String, Value> latencies() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalStateException("Nothing was sent");
    }
    Map<String, Value> values = new TreeMap<>();
    values.put("sends_timed", Value.of((long) sorted.length));
    values.put("send_p50_ms", millis(sorted, 50));
    values.put("send_p99_ms", millis(sorted, 99));
    values.put(
        "send_max_ms", millis(LongStream.of(Arrays.stream(sorted).max().orElse(0)).toArray(), 100));
    return values;
  }

  private static Value millis(long[] sorted, int percent) {
    int place = Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1);
    return Value.of(Math.round(sorted[place] / 1e6));
  }

  private static void settle(ThroughlineServer server) {
    while (server.runtime().behind() > 0) {
      pause(Duration.ofMillis(1));
    }
    server.runtime().ask(view -> view.applied()).join();
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped", stopped);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("throughline-bench");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
