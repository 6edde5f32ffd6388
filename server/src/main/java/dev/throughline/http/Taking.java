package dev.throughline.http;

import dev.throughline.log.Health;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Orchestrator.Submission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Takes changes into the log, and answers when they are durable and applied.
final class Taking {
  private Taking() {}

  static Reply in(Orchestrator runtime, Command command, Supplier<Reply> done) {
    return in(runtime, List.of(command), done);
  }

  static Reply in(Orchestrator runtime, List<Command> commands, Supplier<Reply> done) {
    return switch (runtime.submit(commands)) {
      case Submission.Taken(CompletableFuture<Long> durable) -> {
        try {
          runtime.applied(durable.join()).join();
          yield done.get();
        } catch (CompletionException failed) {
          yield unavailable(String.valueOf(failed.getCause()));
        }
      }
      case Submission.Busy(Duration after) ->
          Reply.problem(429, "Too much is waiting", "Try again in a moment")
              .with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
      case Submission.Refused(Health health) ->
          unavailable(
              switch (health) {
                case Health.Well _ -> "Try again";
                case Health.Full(String detail) -> "The disk is full: " + detail;
                case Health.Broken(String detail) -> detail;
              });
    };
  }

  private static Reply unavailable(String why) {
    return Reply.problem(503, "Nothing can be taken in at present", why);
  }
}
