package dev.throughline.exchange;

import dev.throughline.event.Event;
import dev.throughline.log.Health;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Orchestrator.Submission;
import dev.throughline.runtime.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A data directory that no server works on, opened for an import or an export.
public final class AtRest implements Destination {
  /// The file of facts and raw events below a data directory.
  private static final String FACTS = "facts.duckdb";

  /// How often a chunk is turned away before the import gives up.
  private static final int MAX_TRIES = 600;

  private final Path data;
  private final KeptFacts facts;
  private final Orchestrator runtime;

  private AtRest(Path data, KeptFacts facts, Orchestrator runtime) {
    this.data = data;
    this.facts = facts;
    this.runtime = runtime;
  }

  /// Opens a data directory, or makes one.
  ///
  /// @throws dev.throughline.runtime.DataDirectory.InUse if a server has it
  public static AtRest open(Path data, LongSupplier clockMs) {
    KeptFacts facts = new KeptFacts(data.resolve(FACTS));
    try {
      Settings settings = Settings.of(data, clockMs);
      return new AtRest(data, facts, EmbeddedRuntime.openAtRest(settings, facts));
    } catch (RuntimeException failed) {
      facts.close();
      throw failed;
    }
  }

  /// What can be exported.
  public Stored stored() {
    return new Stored(runtime, facts.warehouse());
  }

  Orchestrator runtime() {
    return runtime;
  }

  @Override
  public String name() {
    return data.toAbsolutePath().normalize().toString();
  }

  @Override
  public CompletableFuture<Taken> take(List<Event> events) {
    List<Command> commands = new ArrayList<>(events.size());
    events.forEach(event -> commands.add(new Command.Happened(event)));
    for (int i = 0; i < MAX_TRIES; i++) {
      Counted counted = new Counted();
      switch (runtime.submit(commands, counted)) {
        case Submission.Taken(CompletableFuture<Long> durable) -> {
          return durable
              .thenCompose(runtime::applied)
              .thenApply(_ -> new Taken(counted.taken(), counted.duplicates(), List.of()));
        }
        case Submission.Busy(var after) -> pause(after.toMillis());
        case Submission.Refused(Health health) -> {
          return failed("%s takes nothing in: %s".formatted(data, reason(health)));
        }
      }
    }
    return failed("%s takes nothing in: it is too far behind".formatted(data));
  }

  private static CompletableFuture<Taken> failed(String why) {
    return CompletableFuture.failedFuture(new IOException(why));
  }

  private static String reason(Health health) {
    return switch (health) {
      case Health.Full(String detail) -> "the disk is full: " + detail;
      case Health.Broken(String detail) -> detail;
      case Health.Well _ -> "nobody knows why";
    };
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped in the middle of an import", stopped);
    }
  }

  @Override
  public void close() {
    runtime.close();
    facts.close();
  }
}
