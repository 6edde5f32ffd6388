package dev.throughline.runtime;

import dev.throughline.customer.Customer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// One cell of a cluster: the state machine for a share of the people.
///
/// For one thread. What it does for a piece of work is in the store when `take` returns; the caller
/// makes that, what went out and the work's having been done one transaction.
public final class Cell {
  /// Where things go.
  public interface Out {
    /// Work for a cell, perhaps for this one.
    void send(int cell, Work work);

    /// The letter may be claimed from its `nextAt` on.
    void decided(Letter letter);

    /// The letter is in flight: it is to be handed over, once.
    void granted(Letter letter);

    /// What followed; numbered by this cell alone.
    void told(Told told);

    /// All before a mark has been done and told.
    void marked(String mark);
  }

  /// How many people stay in memory.
  private static final int CACHED = 4_000;

  /// Of how many identifiers memory knows whom they lead to.
  private static final int IDENTIFIERS = 1 << 14;

  private static final byte[] DONE = Keys.text("work_done");
  private static final byte[] THERE = {1};

  private final int cell;
  private final int cells;
  private final Out out;
  private final Layers layers;
  private final StateMachine machine;
  private final Holds holds;
  private final Fingerprint.Maker fingerprints;
  private final Sweep sweep;
  private final Map<Family, Integer> added = new EnumMap<>(Family.class);
  private long done;

  /// Takes up what the store has.
  ///
  /// @param cell its number, from 0
  /// @param cells how many there are; never changes for a store
  /// @param secret the cluster's
  public Cell(Store store, int cell, int cells, byte[] secret, Out out) {
    this.cell = cell;
    this.cells = cells;
    this.out = out;
    this.layers = new Layers(store);
    Forgotten.share(layers, secret);
    this.fingerprints = new Fingerprint.Maker(secret);
    People people = new People(layers, CACHED, IDENTIFIERS, fingerprints);
    Shards alone = new Shards(1, Runnable::run);
    this.machine = new StateMachine(store, layers, people, alone, new Letters());
    this.holds = new Holds(store, layers, this::hasArrived);
    this.sweep = new Sweep(store);
    byte[] stored = layers.get(Family.META, DONE);
    this.done = stored == null ? -1 : Keys.number(stored);
  }

  /// What the state machine says of letters.
  private final class Letters implements Post {
    @Override
    public void decided(Letter letter) {
      if (letter.attempts() == 0) {
        located(letter);
      }
      out.decided(letter);
    }

    @Override
    public void kept(Letter letter) {
      located(letter);
    }

    @Override
    public void granted(Letter letter) {
      out.granted(letter);
    }
  }

  private void located(Letter letter) {
    if (!letter.channel().equals(Letter.WEBHOOK)) {
      out.send(Directory.cellOf(letter.id(), cells), new Work.Located(letter.id(), cell));
    }
  }

  /// Does work.
  ///
  /// @param position where it stands in the order of this cell's work; rises. What stands at or
  ///   before what was done last has been done
  public void take(long position, Work work) {
    if (position <= done) {
      return;
    }
    done = position;
    layers.put(Family.META, DONE, Keys.number(position));
    switch (work) {
      case Work.Apply apply -> {
        if (!holds.holds(apply)) {
          perform(apply);
        }
      }
      case Work.Surrender surrender -> {
        if (!holds.holds(surrender)) {
          perform(surrender);
        }
      }
      case Work.Everywhere everywhere -> perform(everywhere);
      case Work.Arrive(long move, boolean last, byte[] people) ->
          arrive(move, last, Relocation.of(people));
      case Work.About about -> perform(about);
      case Work.Find(String letter, Instant at, byte[] command) -> {
        byte[] where = layers.get(Family.DECIDED, Keys.text(letter));
        int to = where == null ? cell : ByteBuffer.wrap(where).getInt();
        pass(to, new Work.About(letter, at, command));
      }
      case Work.Located(String letter, int at) ->
          layers.put(
              Family.DECIDED,
              Keys.text(letter),
              ByteBuffer.allocate(Integer.BYTES).putInt(at).array());
      case Work.Offer(Instant at) -> machine.offerAnew(at);
      case Work.Mark mark -> perform(new Work.Mark(mark.mark(), holds.last()));
    }
    finish();
  }

  /// Does what nothing stands in the way of.
  private void perform(Work work) {
    switch (work) {
      case Work.Apply apply -> machine.apply(apply.command(), apply.at());
      case Work.Surrender surrender -> perform(surrender);
      case Work.About about -> perform(about);
      case Work.Mark mark -> {
        if (!holds.holds(mark)) {
          tell();
          out.marked(mark.mark());
        }
      }
      case Work.Everywhere(long entry, Instant at, byte[] command) -> {
        if (Command.of(command) instanceof Command.Refused refused) {
          machine.refuse(refused, entry, at);
        } else {
          machine.apply(command, at);
        }
      }
      case Work.Arrive _, Work.Find _, Work.Located _, Work.Offer _ ->
          throw new IllegalStateException("This is never held: " + work);
    }
  }

  private void perform(Work.Surrender surrender) {
    Relocation relocation = machine.surrender(surrender.members());
    for (Relocation.Mover mover : relocation.people()) {
      layers.put(Family.MOVED, Keys.number(mover.number()), moved(surrender));
      for (Letter letter : mover.letters()) {
        layers.put(Family.MOVED, Keys.text(letter.id()), moved(surrender));
      }
    }
    List<Relocation> parts = relocation.parts();
    for (int part = 0; part < parts.size(); part++) {
      boolean last = part == parts.size() - 1;
      out.send(surrender.to(), new Work.Arrive(surrender.move(), last, parts.get(part).bytes()));
    }
  }

  private static byte[] moved(Work.Surrender surrender) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(surrender.to())
        .putLong(surrender.move())
        .array();
  }

  private void arrive(long move, boolean last, Relocation relocation) {
    SortedMap<Long, Long> numbers = machine.arrive(relocation);
    numbers.forEach(
        (old, here) -> layers.put(Family.ARRIVED, cameAs(move, old), Keys.number(here)));
    if (last) {
      layers.put(Family.ARRIVED, Keys.number(move), THERE);
      holds.arrived(move).forEach(this::perform);
    }
  }

  private static byte[] cameAs(long move, long number) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(move).putLong(number).array();
  }

  private boolean hasArrived(long move) {
    return layers.get(Family.ARRIVED, Keys.number(move)) != null;
  }

  private void perform(Work.About about) {
    if (about.via() != 0 && !hasArrived(about.via())) {
      holds.hold(about);
      return;
    }
    Letter letter = machine.outbox().get(about.letter());
    if (letter == null && about.left().length > 0) {
      letter = adopted(Letter.of(about.left()), about.via());
    }
    byte[] moved = letter == null ? layers.get(Family.MOVED, Keys.text(about.letter())) : null;
    if (letter != null) {
      Person person = machine.people().get(letter.person());
      if (person != null && holds.names(identifiers(person.customer))) {
        holds.hold(about, identifiers(person.customer));
        return;
      }
      if (person == null) {
        moved = layers.get(Family.MOVED, Keys.number(machine.people().whoIs(letter.person())));
      }
    }
    if (moved == null) {
      machine.apply(about.command(), about.at());
      return;
    }
    ByteBuffer to = ByteBuffer.wrap(moved);
    byte[] left = {};
    if (letter != null) {
      // It said nothing any more when whom it was for went away.
      left = letter.withPerson(machine.people().whoIs(letter.person())).bytes();
      machine.outbox().remove(letter);
      layers.put(Family.MOVED, Keys.text(letter.id()), moved);
    }
    pass(
        to.getInt(),
        new Work.About(about.letter(), to.getLong(), about.at(), about.command(), left));
  }

  private Letter adopted(Letter letter, long move) {
    byte[] here = layers.get(Family.ARRIVED, cameAs(move, letter.person()));
    Letter ours = here == null ? letter : letter.withPerson(Keys.number(here));
    machine.outbox().put(ours);
    return ours;
  }

  private List<Fingerprint> identifiers(Customer customer) {
    return customer.identifiers.stream().map(fingerprints::of).toList();
  }

  private void pass(int to, Work.About about) {
    if (to == cell) {
      perform(about);
    } else {
      out.send(to, about);
    }
  }

  /// Wakes whoever is due.
  ///
  /// @param clock the time; less than before counts as before
  public void tick(Instant clock) {
    if (machine.nextDue().isAfter(clock)) {
      return;
    }
    machine.tick(clock, customer -> !holds.isEmpty() && holds.names(identifiers(customer)));
    finish();
  }

  private void finish() {
    tell();
    machine.freeze();
    Layers.Frozen frozen = layers.frozen();
    frozen.sizes().forEach((family, size) -> added.merge(family, size, Integer::sum));
    try (Store.Batch batch = frozen.batch()) {
      batch.write();
    }
    machine.written();
  }

  private void tell() {
    Told told = machine.told();
    if (told != null) {
      out.told(told);
    }
  }

  /// Takes out of the store what has had its time; to be called about once a second.
  public void sweep() {
    sweep.some(machine.now(), added);
    added.clear();
  }

  /// What is known in this cell; only on the thread that works it.
  public View view() {
    return new MachineView(machine);
  }
}
