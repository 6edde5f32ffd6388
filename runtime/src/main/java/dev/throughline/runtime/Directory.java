package dev.throughline.runtime;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.json.EventLine;
import dev.throughline.customer.Identifier;
import dev.throughline.event.StableHash;
import dev.throughline.runtime.Components.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is in which cell of a cluster: takes the one log of all inputs, lets each count once, and
/// sends it to the cell of those whom it concerns. People whom an input brings together are brought
/// into one cell first; who of them is one person is for the cell to say.
///
/// For one thread. What it does for an entry is in the store when `take` returns; the caller makes
/// that, what went out and the entry's having been taken one transaction.
public final class Directory {
  /// Where work goes.
  @FunctionalInterface
  public interface Out {
    void send(int cell, Work work);
  }

  /// The first byte of an entry of the log that is no command: a mark for every cell.
  public static final char MARK = 'm';

  private static final byte[] TAKEN = Keys.text("taken");
  private static final byte[] CATALOG = Keys.text("catalog");

  private final int cells;
  private final Out out;
  private final Layers layers;
  private final Seen seen;
  private final Components components;
  private final Fingerprint.Maker fingerprints;
  private final Sweep sweep;
  private final Map<Family, Integer> added = new EnumMap<>(Family.class);
  private InForce inForce;
  private long taken;
  private Instant now = Instant.EPOCH;

  /// Takes up what the store has.
  ///
  /// @param cells how many there are; never changes for a store
  /// @param secret the cluster's
  public Directory(Store store, int cells, byte[] secret, Out out) {
    this.cells = cells;
    this.out = out;
    this.layers = new Layers(store);
    this.seen = new Seen(layers);
    this.components = new Components(store, layers, cells);
    this.fingerprints = new Fingerprint.Maker(secret);
    this.sweep = new Sweep(store);
    byte[] stored = layers.get(Family.META, TAKEN);
    this.taken = stored == null ? 0 : Keys.number(stored);
    byte[] catalog = layers.get(Family.META, CATALOG);
    this.inForce =
        InForce.stored(
            catalog == null ? List.of() : ((Command.Publish) Command.of(catalog)).sources());
  }

  /// Which cell knows where a letter is.
  static int cellOf(String letter, int cells) {
    return (int) Math.floorMod(StableHash.of(letter), (long) cells);
  }

  /// Sends one entry of the log to where it belongs.
  ///
  /// @param entry its number in the log, from 1; those up to the last one taken are ignored
  /// @param at when it was taken in; a moment before that of an earlier entry counts as that
  public Sighting take(long entry, Instant at, byte[] bytes) {
    if (entry <= taken) {
      return Sighting.AGAIN;
    }
    now = at.isAfter(now) ? at : now;
    Sighting sighting = Sighting.FIRST;
    if (bytes[0] == MARK) {
      String mark = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
      everywhere(new Work.Mark(mark, 0));
    } else {
      sighting = send(Command.of(bytes), entry, bytes);
    }
    taken = entry;
    layers.put(Family.META, TAKEN, Keys.number(taken));
    write();
    return sighting;
  }

  private Sighting send(Command command, long entry, byte[] bytes) {
    switch (command) {
      case Command.Happened happened -> {
        Sighting sighting = seen.sight(happened.event(), now);
        if (sighting == Sighting.FIRST) {
          place(inForce.identity().named(happened.event()), bytes);
        }
        return sighting;
      }
      case Command.Start(EventLine.Parsed.Start start) -> {
        if (!seen.isFirst(start.messageId(), now)) {
          return Sighting.AGAIN;
        }
        Set<Identifier> named = new LinkedHashSet<>();
        if (start.userId() != null) {
          named.add(Identifier.user(start.userId()));
        }
        if (start.anonymousId() != null) {
          named.add(Identifier.anonymous(start.anonymousId()));
        }
        place(named, bytes);
      }
      case Command.Publish publish -> {
        Catalogs.Reading reading = Catalogs.read(publish.sources());
        if (reading.documents().isPresent()) {
          inForce = InForce.of(publish.sources(), reading.documents().get());
          layers.put(Family.META, CATALOG, bytes);
        }
        everywhere(new Work.Everywhere(entry, now, bytes));
      }
      case Command.Keep _ -> everywhere(new Work.Everywhere(entry, now, bytes));
      case Command.Refused _ -> out.send(0, new Work.Everywhere(entry, now, bytes));
      case Command.Erase(String customer) -> {
        List<Fingerprint> named =
            fingerprints(List.of(Identifier.user(customer), Identifier.anonymous(customer)));
        Place place = components.known(named);
        if (place != null) {
          send(place, named, bytes);
        }
      }
      case Command.Claim(String letter, _) -> find(letter, bytes);
      case Command.Settle settle -> find(settle.letter(), bytes);
      case Command.Feedback said -> find(said.letter(), bytes);
      // The cells look at the clock themselves.
      case Command.Tick _ -> {}
    }
    return Sighting.FIRST;
  }

  private void place(Set<Identifier> named, byte[] command) {
    // Whoever has no identifier at all is nobody's and still somebody's.
    Collection<Identifier> all = named.isEmpty() ? Set.of(Identifier.anonymous("")) : named;
    List<Fingerprint> identifiers = fingerprints(all);
    send(components.together(identifiers), identifiers, command);
  }

  private void send(Place place, List<Fingerprint> named, byte[] command) {
    List<Long> awaits = new ArrayList<>();
    for (Components.Move move : place.moves()) {
      out.send(move.from(), move.surrender());
      awaits.add(move.surrender().move());
    }
    out.send(
        place.cell(), new Work.Apply(now, place.root(), place.joins(), awaits, named, command));
  }

  private List<Fingerprint> fingerprints(Collection<Identifier> identifiers) {
    return identifiers.stream().map(fingerprints::of).toList();
  }

  private void find(String letter, byte[] command) {
    out.send(cellOf(letter, cells), new Work.Find(letter, now, command));
  }

  private void everywhere(Work work) {
    for (int cell = 0; cell < cells; cell++) {
      out.send(cell, work);
    }
  }

  private void write() {
    layers.freeze();
    Layers.Frozen frozen = layers.frozen();
    frozen.sizes().forEach((family, size) -> added.merge(family, size, Integer::sum));
    try (Store.Batch batch = frozen.batch()) {
      batch.write();
    }
    layers.written();
  }

  /// Takes out of the store what has had its time; to be called about once a second.
  public void sweep() {
    sweep.some(now, added);
    added.clear();
  }
}
