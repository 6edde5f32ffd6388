package dev.throughline.cli;

import dev.throughline.channel.Ways;
import dev.throughline.demo.Demo;
import dev.throughline.demo.DemoClock;
import dev.throughline.http.DemoApi;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import dev.throughline.message.Channels;
import dev.throughline.runtime.DataDirectory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `demo`: the server with a world in it. It answers at once; the history fills in meanwhile.
record Demonstration(Terminal terminal, Path data, int port, Demo.Wish wish) {
  private static final int BETWEEN_PROGRESS_MS = 500;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  int run() throws InterruptedException {
    Demo demo = Demo.open(data, wish, InstantSource.system());
    ThroughlineServer server;
    try {
      server = ThroughlineServer.open(options(demo));
    } catch (DataDirectory.InUse | DataDirectory.OtherKind | ThroughlineServer.PortTaken taken) {
      return terminal.failed(String.valueOf(taken.getMessage()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, server), "stop"));
    demo.start(server.runtime());
    String address = "http://localhost:" + server.port();
    String way =
        server.firstLogin().map(token -> address + "/login?token=" + token).orElse(address);
    terminal.out().printf("Lumen & Oak, %,d invented people, is at %s%n", demo.people(), way);
    terminal.out().flush();
    return live(demo, server);
  }

  private Options options(Demo demo) {
    return new Options(
        data,
        "127.0.0.1",
        port,
        demo.clock(),
        new Ways(new TreeSet<>(Channels.ALL), Map.of()),
        List.of(demo.listener()),
        _ -> List.of(new DemoApi(demo)));
  }

  private int live(Demo demo, ThroughlineServer server) throws InterruptedException {
    long began = System.nanoTime();
    boolean past = false;
    while (!past) {
      try {
        demo.history().get(BETWEEN_PROGRESS_MS, TimeUnit.MILLISECONDS);
        past = true;
      } catch (TimeoutException _) {
        DemoClock.State state = demo.clock().state();
        terminal.progress(
            "%.0f%% of its history, %s".formatted(100 * state.progress(), DAY.format(state.now())));
      } catch (ExecutionException failed) {
        terminal.progress("");
        return terminal.failed("the demo world has stopped: " + failed.getCause());
      }
    }
    terminal.progress("");
    long events = server.runtime().ask(view -> view.counters().getOrDefault("events", 0L)).join();
    double seconds = (System.nanoTime() - began) / 1e9;
    terminal.out().printf("Its history is there: %,d events in %.0f s.%n", events, seconds);
    terminal.out().println("From now on it lives in real time; Control-C stops it.");
    terminal.out().flush();
    Thread.currentThread().join();
    return Terminal.DONE;
  }

  private void stop(Demo demo, ThroughlineServer server) {
    demo.close();
    server.close();
    terminal.err().flush();
    Runtime.getRuntime().halt(Terminal.DONE);
  }
}
