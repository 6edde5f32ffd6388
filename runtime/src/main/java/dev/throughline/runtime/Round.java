package dev.throughline.runtime;

import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Effect;
import dev.throughline.engine.Engine;
import dev.throughline.engine.Input;
import dev.throughline.engine.Outcome;
import dev.throughline.engine.Receipt;
import dev.throughline.engine.Wake;
import dev.throughline.event.Event;
import dev.throughline.event.Value.Fields;
import dev.throughline.message.Feedback;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Inputs of different people that may be applied side by side: people are spread over shards by
/// their number, each shard goes through its own in order, and what they led to is told in the
/// order in which it was added.
final class Round {
  /// Below this many the shards would cost more than they save.
  private static final int MIN_PARALLEL = 48;

  private final Shards shards;

  /// One for each share of the work.
  private final List<CustomerBytes.Writer> writers;

  private final List<Work> works = new ArrayList<>();

  /// One input of one person, and what it led to.
  static final class Work {
    final Person person;
    final Input input;
    final Instant now;

    /// The number of the log entry that it is of.
    final long entry;

    final List<Outcome> outcomes = new ArrayList<>();

    Work(Person person, Input input, Instant now, long entry) {
      this.person = person;
      this.input = input;
      this.now = now;
      this.entry = entry;
    }

    /// When the person must be woken after it.
    private @Nullable Wake wake() {
      return outcomes.getLast().wake();
    }
  }

  Round(Shards shards) {
    this.shards = shards;
    this.writers = Stream.generate(CustomerBytes.Writer::new).limit(shards.count()).toList();
  }

  void add(Person person, Input input, Instant now, long entry) {
    person.works++;
    works.add(new Work(person, input, now, entry));
  }

  /// Applies what was added, and tells it one by one.
  void run(Engine engine, Set<String> kept, BiConsumer<Work, Outcome> tell) {
    if (works.isEmpty()) {
      return;
    }
    if (works.size() < MIN_PARALLEL) {
      apply(engine, kept, 0, 1);
    } else {
      shards.each(share -> apply(engine, kept, share, shards.count()));
    }
    List<Work> done = List.copyOf(works);
    works.clear();
    for (Work work : done) {
      work.outcomes.forEach(outcome -> tell.accept(work, outcome));
    }
  }

  private void apply(Engine engine, Set<String> kept, int shard, int of) {
    for (Work work : works) {
      if (work.person.number % of == shard) {
        apply(engine, kept, work);
        if (--work.person.works == 0) {
          // While all of it is still near the core.
          work.person.state = state(work.person, work.wake(), writers.get(shard));
        }
      }
    }
  }

  /// What the store has of a person: the next wake-up, and the state.
  static byte[] state(Person person, @Nullable Wake wake, CustomerBytes.Writer writer) {
    return writer.write(person.customer, Keys.wake(wake));
  }

  /// What goes on a kept channel is delivered in the moment of its decision, before anything else
  /// happens to the person, so that a replay in other rounds comes to the same.
  private static void apply(Engine engine, Set<String> kept, Work work) {
    Customer customer = work.person.customer;
    Instant now = work.now.isBefore(customer.clock) ? customer.clock : work.now;
    Outcome outcome = engine.apply(customer, work.input, now);
    work.outcomes.add(outcome);
    Deque<Event> receipts = new ArrayDeque<>();
    receipts.addAll(receipts(outcome, kept, now));
    for (Event receipt = receipts.poll(); receipt != null; receipt = receipts.poll()) {
      Outcome heard = engine.apply(customer, new Input.Happened(receipt), now);
      work.outcomes.add(heard);
      receipts.addAll(receipts(heard, kept, now));
    }
  }

  private static List<Event> receipts(Outcome outcome, Set<String> kept, Instant now) {
    List<Event> receipts = new ArrayList<>();
    for (Effect effect : outcome.effects()) {
      if (effect instanceof Effect.Send(var customer, var message, _)
          && message.channel() != null
          && kept.contains(message.channel())) {
        receipts.add(
            Receipt.of(
                Feedback.deliveredOn(message.channel()),
                customer,
                message.id(),
                message.journey(),
                message.step(),
                Fields.EMPTY,
                now));
      }
    }
    return receipts;
  }
}
