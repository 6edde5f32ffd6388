package dev.throughline.demo;

import dev.throughline.engine.Fact;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The people of Lumen & Oak and what they do, on virtual time: they act of their own accord, and
/// react to what they are sent. The same seed and the same messages give the same events.
public final class World {
  private final long seed;
  private final Instant start;
  private final Instant categoryLost;
  private final Instant taggedAnew;
  private final List<Life> lives = new ArrayList<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final Planted planted = new Planted();
  private long nowMs;

  /// @param said what is sent then; null for the next visit
  private record Due(long atMs, int human, long number, @Nullable Command said)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(atMs, other.atMs);
      int byHuman = byTime != 0 ? byTime : Integer.compare(human, other.human);
      return byHuman != 0 ? byHuman : Long.compare(number, other.number);
    }
  }

  /// @param start when the history begins
  /// @param days how long the history is; the world goes on after it
  public World(long seed, int people, Instant start, int days) {
    this.seed = seed;
    this.start = start;
    this.nowMs = start.toEpochMilli();
    Duration history = Duration.ofDays(days);
    this.categoryLost = start.plus(history.multipliedBy(11).dividedBy(12));
    this.taggedAnew = start.plus(history.multipliedBy(7).dividedBy(12));
    for (int number = 0; number < people; number++) {
      Human human = Human.of(seed, number);
      boolean shares = human.sharesDevice() && Human.of(seed, number - 1).registersAt() == 1;
      Life life = new Life(human, Chance.of(seed, number, 2), shares);
      lives.add(life);
      long arrivesMs = start.toEpochMilli() + (long) (human.arrives() * history.toMillis());
      due.add(
          new Due(
              Rhythm.next(life.random, human.zone(), 2, arrivesMs), number, life.planned++, null));
    }
  }

  /// Everything that is sent after the last call and up to this moment, in order.
  public List<Command> eventsUntil(Instant until) {
    List<Command> said = new ArrayList<>();
    long untilMs = until.toEpochMilli();
    for (Due next = due.peek(); next != null && next.atMs() <= untilMs; next = due.peek()) {
      due.poll();
      nowMs = Math.max(nowMs, next.atMs());
      Life life = lives.get(next.human());
      if (next.said() != null) {
        said.add(next.said());
      } else {
        Visits.come(this, life, next.atMs());
        long again =
            Rhythm.next(life.random, life.human.zone(), life.human.visitsPerDay(), next.atMs());
        due.add(new Due(again, next.human(), life.planned++, null));
      }
    }
    nowMs = Math.max(nowMs, untilMs);
    return said;
  }

  /// Lets people know what the engine has done.
  public void heard(Fact fact) {
    Delivered message = Delivered.of(fact);
    if (message != null) {
      heard(message);
    }
  }

  void heard(Delivered message) {
    if (message.human() >= lives.size()) {
      return;
    }
    Reactions.to(this, lives.get(message.human()), message);
  }

  /// How often what was planted has happened.
  public Planted planted() {
    return planted;
  }

  public Instant start() {
    return start;
  }

  SplittableRandom chance(int human, long purpose) {
    return Chance.of(seed, human, purpose);
  }

  boolean hasLostCategory(long atMs) {
    return atMs >= categoryLost.toEpochMilli();
  }

  boolean isTaggedAnew(long atMs) {
    return atMs >= taggedAnew.toEpochMilli();
  }

  /// What has been planned for the past arrives now.
  void plan(Life life, long atMs, Command command) {
    due.add(new Due(Math.max(atMs, nowMs), life.human.number(), life.planned++, command));
  }

  void feedback(Life life, Delivered of, String event, long atMs) {
    plan(life, atMs, Visits.feedback(of, event, Fields.EMPTY, atMs));
  }

  void unsubscribe(Life life, Delivered of, String channel, long atMs) {
    Fields all = Properties.of("channel", channel, "purpose", "marketing");
    planted.count("unsubscribed " + channel);
    plan(life, atMs, Visits.feedback(of, "Unsubscribed", all, atMs));
  }
}
