package dev.throughline.runtime;

import dev.throughline.customer.Identifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// People on their way from one cell to another, with all that is kept of them.
///
/// @param people whole people
/// @param forgotten what is kept of the erased who had some of the identifiers, by its key
record Relocation(List<Mover> people, SortedMap<byte[], byte[]> forgotten) {
  /// One of them.
  ///
  /// @param number in the cell that they leave
  /// @param state the next wake-up and the state, as stored
  @SuppressWarnings("ArrayRecordComponent")
  record Mover(long number, byte[] state, List<Letter> letters) {
    Mover {
      letters = List.copyOf(letters);
    }

    /// In bytes, roughly.
    long size() {
      return state.length + letters.stream().mapToLong(letter -> letter.bytes().length).sum();
    }
  }

  /// How much goes into one record, if one person is not more.
  static final int PART_BYTES = 1 << 20;

  Relocation {
    people = List.copyOf(people);
  }

  /// Takes out whoever has the identifiers.
  static Relocation of(
      Collection<Fingerprint> members,
      People people,
      Outbox outbox,
      Forgotten forgotten,
      Store store) {
    Map<Long, Person> found = new LinkedHashMap<>();
    TreeMap<byte[], byte[]> kept = new TreeMap<>(Arrays::compareUnsigned);
    for (Fingerprint member : members) {
      Person person = people.personOf(member);
      if (person != null) {
        found.put(person.number, person);
      }
      kept.putAll(forgotten.of(member, store));
    }
    List<Mover> movers = new ArrayList<>();
    for (Person person : found.values()) {
      byte[] state = people.stored(person);
      for (Identifier identifier : List.copyOf(person.customer.identifiers)) {
        people.unlink(identifier);
      }
      movers.add(new Mover(person.number, state, outbox.surrender(person.number)));
      people.remove(person);
    }
    return new Relocation(movers, kept);
  }

  /// The same in pieces that fit into one record each; at least one.
  List<Relocation> parts() {
    List<Relocation> parts = new ArrayList<>();
    List<Mover> some = new ArrayList<>();
    long bytes = 0;
    for (Mover mover : people) {
      if (bytes + mover.size() > PART_BYTES && !some.isEmpty()) {
        parts.add(new Relocation(some, new TreeMap<>(Arrays::compareUnsigned)));
        some = new ArrayList<>();
        bytes = 0;
      }
      some.add(mover);
      bytes += mover.size();
    }
    parts.add(new Relocation(some, forgotten));
    return parts;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(people.size());
      for (Mover mover : people) {
        out.writeLong(mover.number);
        write(out, mover.state);
        out.writeInt(mover.letters.size());
        for (Letter letter : mover.letters) {
          write(out, letter.bytes());
        }
      }
      out.writeInt(forgotten.size());
      for (Map.Entry<byte[], byte[]> kept : forgotten.entrySet()) {
        write(out, kept.getKey());
        write(out, kept.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static Relocation of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<Mover> movers = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        long number = in.readLong();
        byte[] state = read(in);
        List<Letter> letters = new ArrayList<>();
        for (int more = in.readInt(); more > 0; more--) {
          letters.add(Letter.of(read(in)));
        }
        movers.add(new Mover(number, state, letters));
      }
      TreeMap<byte[], byte[]> kept = new TreeMap<>(Arrays::compareUnsigned);
      for (int left = in.readInt(); left > 0; left--) {
        byte[] key = read(in);
        kept.put(key, read(in));
      }
      return new Relocation(movers, kept);
    } catch (IOException cut) {
      throw new UncheckedIOException("People arrived cut off", cut);
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
