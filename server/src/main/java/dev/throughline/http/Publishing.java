package dev.throughline.http;

import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Parsing;
import dev.throughline.codec.document.Problem;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.log.Health;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// How a catalog takes effect: checked whole, then one entry of the log.
///
/// @param channels those that a message can leave on
public record Publishing(Orchestrator runtime, Set<String> channels) {
  public Publishing {
    channels = Set.copyOf(channels);
  }

  /// What came of it.
  public sealed interface Outcome {
    /// @param documents how many are in force now
    record Published(int documents) implements Outcome {}

    /// Nothing has changed.
    record Refused(List<Problem> problems) implements Outcome {}

    /// The log takes nothing in at present.
    record Unavailable(String why, Duration after) implements Outcome {}
  }

  /// Puts these documents in the place of those in force, and returns when they are.
  public Outcome publish(List<Source> sources) {
    List<Problem> problems = check(sources);
    if (!problems.isEmpty()) {
      return new Outcome.Refused(problems);
    }
    return switch (runtime.submit(List.of(new Command.Publish(sources)))) {
      case Orchestrator.Submission.Taken(CompletableFuture<Long> durable) ->
          applied(durable, sources);
      case Orchestrator.Submission.Busy(Duration after) ->
          new Outcome.Unavailable("Too much is waiting", after);
      case Orchestrator.Submission.Refused(Health health) ->
          new Outcome.Unavailable("The log takes nothing in: " + health, Duration.ofSeconds(30));
    };
  }

  private Outcome applied(CompletableFuture<Long> durable, List<Source> sources) {
    try {
      runtime.applied(durable.join()).join();
      return new Outcome.Published(Parsing.of(sources).documents().size());
    } catch (CompletionException failed) {
      return new Outcome.Unavailable(
          "The log takes nothing in: " + failed.getCause(), Duration.ofSeconds(30));
    }
  }

  /// Everything that keeps these documents from being published; empty if nothing does.
  public List<Problem> check(List<Source> sources) {
    Catalogs.Reading reading = Catalogs.read(sources);
    List<Problem> problems = new ArrayList<>(reading.problems());
    problems.removeIf(problem -> problem.severity() == Severity.WARNING);
    if (reading.documents().isPresent()) {
      Documents documents = reading.documents().get();
      problems.addAll(MissingChannels.in(documents, sources, channels));
      problems.sort(Problem.BY_PLACE);
    }
    return problems;
  }
}
