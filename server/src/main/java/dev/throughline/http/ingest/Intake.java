package dev.throughline.http.ingest;

import dev.throughline.catalog.IdentityRules;
import dev.throughline.codec.json.EventBatch;
import dev.throughline.codec.json.EventBatch.Item;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.log.Health;
import dev.throughline.log.LogBusy;
import dev.throughline.log.LogFull;
import dev.throughline.message.Feedback;
import dev.throughline.registry.Key;
import dev.throughline.registry.Registry;
import dev.throughline.registry.Scope;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Counted;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Orchestrator.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/// The way of events into the log: by whose key they came, and what is answered once they are
/// durable.
final class Intake {
  /// How many refused events an answer names.
  private static final int MAX_NAMED = 50;

  private static final Duration QUARANTINE_RETRY = Duration.ofSeconds(60);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);
  private static final Duration STORAGE_RETRY = Duration.ofSeconds(30);

  /// How long people may take to be looked at before the sender had better come again.
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  private final LongAccumulator acknowledged = new LongAccumulator(Math::max, 0);
  private final Quarantine quarantine = new Quarantine();
  private final Registry registry;
  private final Orchestrator runtime;

  Intake(Registry registry, Orchestrator runtime) {
    this.registry = registry;
    this.runtime = runtime;
  }

  /// The commands of one request, and what its answer will say of them.
  private static final class Taken {
    final List<Command> commands = new ArrayList<>();
    final List<Value> named = new ArrayList<>();
    final boolean counts;
    final Counted counted = new Counted();
    int quarantined;

    Taken(boolean counts) {
      this.counts = counts;
    }

    void name(int index, String code, String message) {
      if (counts || named.size() < MAX_NAMED) {
        TreeMap<String, Value> values = new TreeMap<>();
        values.put("index", Value.of((long) index));
        values.put("code", Value.of(code));
        values.put("message", Value.of(message));
        named.add(new Fields(values));
      }
    }
  }

  /// One event, the key that it came with, and whose that is; null if nobody's.
  private record Sent(int index, Item item, String secret, @Nullable Key key) {}

  /// Takes what a body holds; `shown` is the key of the request itself.
  ///
  /// @param counts whether the answer waits until it can say how many events were known before;
  ///   only for keys that nobody else can read
  Answer take(String shown, EventBatch.Parsed.Ok body, boolean counts) {
    String general = shown.isEmpty() ? body.writeKey() : shown;
    if (general.isEmpty() && body.items().stream().allMatch(item -> item.writeKey().isEmpty())) {
      return unauthorised("Show a write key: as the user name of Basic authentication");
    }
    if (!general.isEmpty() && !WriteKey.isPossible(general)) {
      return unauthorised("What was shown cannot be a write key");
    }
    Map<String, Optional<Key>> keys = new HashMap<>();
    List<Sent> all = new ArrayList<>();
    for (Item item : body.items()) {
      String secret = general.isEmpty() ? item.writeKey() : general;
      Key key = keys.computeIfAbsent(secret, registry::keyOf).orElse(null);
      all.add(new Sent(all.size(), item, secret, key));
    }
    Map<Integer, BrowserRules.Judged> judged;
    try {
      judged = judged(all);
    } catch (CompletionException failed) {
      return unavailable(new Health.Broken(String.valueOf(failed.getCause())));
    }
    Taken taken = new Taken(counts && all.stream().allMatch(Intake::isOfServer));
    all.forEach(sent -> add(taken, sent, judged.get(sent.index)));
    if (taken.quarantined > 0 && !quarantine.admits(taken.quarantined)) {
      return overloaded(QUARANTINE_RETRY);
    }
    return taken.commands.isEmpty() ? success(taken) : submit(taken);
  }

  private static boolean isOfServer(Sent sent) {
    return sent.key != null && sent.key.scope() != Scope.BROWSER;
  }

  /// What the rules for browsers leave of the events that they concern, by index. People are asked
  /// for once a request, and only where there is such an event.
  private Map<Integer, BrowserRules.Judged> judged(List<Sent> all) {
    Map<Integer, Event> concerned = new TreeMap<>();
    for (Sent sent : all) {
      if (sent.key != null
          && sent.key.scope() == Scope.BROWSER
          && sent.item instanceof Item.Ok ok
          && BrowserRules.concerns(ok.event())) {
        concerned.put(sent.index, ok.event());
      }
    }
    if (concerned.isEmpty()) {
      return Map.of();
    }
    // Whoever was told that a visitor is known may build on it.
    return runtime
        .applied(acknowledged.get())
        .thenCompose(_ ->
            runtime.ask(view -> {
              Map<Integer, BrowserRules.Judged> judged = new TreeMap<>();
              IdentityRules rules = view.catalog().documents().identity();
              concerned.forEach((index, event) ->
                  judged.put(
                      index,
                      new BrowserRules(identifier -> view.customer(identifier).orElse(null), rules)
                          .judge(event)));
              return judged;
            }))
        .orTimeout(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static void add(Taken taken, Sent sent, BrowserRules.@Nullable Judged judged) {
    Key key = sent.key;
    String source = WriteKey.hint(sent.secret);
    if (key == null || key.isRevoked()) {
      String code = key == null ? "unknown_key" : "revoked_key";
      String reason =
          key == null
              ? "There is no such write key; make one with `throughline key create`"
              : "The write key \"%s\" was revoked".formatted(key.name());
      taken.commands.add(new Command.Refused(source, code, reason, sent.item.raw()));
      taken.quarantined++;
      return;
    }
    switch (sent.item) {
      case Item.Ok ok when judged == null -> taken.commands.add(new Command.Happened(ok.event()));
      case Item.Ok ok -> {
        judged.event().ifPresent(event -> taken.commands.add(new Command.Happened(event)));
        judged
            .objection()
            .ifPresent(objection -> {
              String reason = objection.reason();
              taken.commands.add(new Command.Refused(source, objection.code(), reason, ok.raw()));
              taken.name(sent.index, objection.code(), reason);
            });
      }
      case Item.Wrong(String code, String message, String remedy, _, String raw) -> {
        String reason = message + ". " + remedy;
        taken.commands.add(new Command.Refused(source, code, reason, raw));
        taken.name(sent.index, code, message);
      }
    }
  }

  private Answer submit(Taken taken) {
    return switch (runtime.submit(taken.commands, taken.counted)) {
      case Submission.Taken(CompletableFuture<Long> durable) ->
          answered(taken, durable.thenCompose(taken.counts ? runtime::applied : runtime::within));
      case Submission.Busy(Duration after) -> optOuts(taken, overloaded(after));
      case Submission.Refused(Health health) -> optOuts(taken, unavailable(health));
    };
  }

  private Answer answered(Taken taken, CompletableFuture<Long> durable) {
    try {
      acknowledged.accumulate(durable.join());
      return success(taken);
    } catch (CompletionException failed) {
      return switch (failed.getCause()) {
        case LogBusy _ -> overloaded(BUSY_RETRY);
        case LogFull full -> unavailable(new Health.Full(String.valueOf(full.getMessage())));
        case null, default -> unavailable(new Health.Broken(String.valueOf(failed.getCause())));
      };
    }
  }

  private static Answer overloaded(Duration after) {
    return Answer.later(
        429, "overloaded", "Too much is waiting", "Send it again in a moment", after);
  }

  /// Who asks not to be written to is heard even when nothing else is; the rest of the batch comes
  /// again, and counts once.
  private Answer optOuts(Taken taken, Answer refusal) {
    List<Command> urgent =
        taken.commands.stream()
            .filter(
                command -> command instanceof Command.Happened(Event event, _) && isOptOut(event))
            .toList();
    if (urgent.isEmpty()) {
      return refusal;
    }
    Answer heard = answered(taken, runtime.submitUrgently(urgent));
    return heard.status() == 200 && urgent.size() < taken.commands.size() ? refusal : heard;
  }

  private static boolean isOptOut(Event event) {
    return event.name().equals(Feedback.UNSUBSCRIBED)
        || (event.context().get("consent") instanceof Fields consent
            && consent.get("categoryPreferences") instanceof Fields preferences
            && preferences.values().containsValue(Value.of(false)));
  }

  private static Answer success(Taken taken) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("success", Value.of(true));
    if (taken.counts) {
      values.put("duplicates", Value.of(taken.counted.duplicates()));
    }
    if (!taken.named.isEmpty()) {
      values.put("rejected", Answer.items(taken.named));
    }
    if (taken.quarantined > 0) {
      values.put("quarantined", Value.of((long) taken.quarantined));
    }
    return Answer.json(new Fields(values));
  }

  private static Answer unavailable(Health health) {
    return switch (health) {
      case Health.Full _ ->
          Answer.later(
              503,
              "storage_full",
              "The disk is full",
              "Nothing is taken in until there is space again; send it again later",
              STORAGE_RETRY);
      case Health.Broken _, Health.Well _ ->
          Answer.later(
              503,
              "unavailable",
              "Events cannot be kept at present",
              "Send it again later",
              STORAGE_RETRY);
    };
  }

  private static Answer unauthorised(String detail) {
    return Answer.problem(401, "no_write_key", "There is no write key", detail)
        .with(Map.of("WWW-Authenticate", "Basic realm=\"write key\""));
  }
}
