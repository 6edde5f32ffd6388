package dev.throughline.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a cell of a cluster is to do: sent by the directory, by other cells, and by whoever carries
/// letters.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Work {
  /// A command of whoever has the identifiers of a component.
  ///
  /// @param at when it was taken in
  /// @param joins components that are part of `component` from here on
  /// @param awaits moves by which some of these people come to this cell
  /// @param members the identifiers that the command names
  record Apply(
      Instant at,
      Fingerprint component,
      List<Fingerprint> joins,
      List<Long> awaits,
      List<Fingerprint> members,
      byte[] command)
      implements Work {
    public Apply {
      joins = List.copyOf(joins);
      awaits = List.copyOf(awaits);
      members = List.copyOf(members);
    }
  }

  /// A command of nobody: a catalog, a dead letter.
  ///
  /// @param entry its number in the log
  record Everywhere(long entry, Instant at, byte[] command) implements Work {}

  /// Whoever has these identifiers goes to another cell.
  record Surrender(long move, int to, Fingerprint component, List<Fingerprint> members)
      implements Work {
    public Surrender {
      members = List.copyOf(members);
    }
  }

  /// They have come.
  ///
  /// @param last no more of the same move follow
  record Arrive(long move, boolean last, byte[] people) implements Work {}

  /// A command about a letter, sent to where it was last seen.
  ///
  /// @param via the move by which whom it is for goes to the cell; 0 for none
  /// @param left the letter, where it did not go along; empty otherwise
  record About(String letter, long via, Instant at, byte[] command, byte[] left) implements Work {
    /// Of a letter that nobody is known to have moved.
    public About(String letter, Instant at, byte[] command) {
      this(letter, 0, at, command, new byte[0]);
    }
  }

  /// A command about a letter that is somewhere: the cell that the letter's key leads to knows.
  record Find(String letter, Instant at, byte[] command) implements Work {}

  /// A letter is in a cell, for `Find`.
  record Located(String letter, int cell) implements Work {}

  /// Whoever carried the letters of this cell is another now: what is decided is offered again, and
  /// what was on the wire is unknown.
  record Offer(Instant at) implements Work {}

  /// To be told of once all before it has been done.
  ///
  /// @param hold what is held up to this number was held before; 0 as sent
  record Mark(String mark, long hold) implements Work {}

  /// As the topic has it: one letter for the kind, then its parts.
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Apply apply -> {
          out.writeByte('a');
          out.writeLong(apply.at.toEpochMilli());
          write(out, apply.component);
          write(out, apply.joins);
          out.writeInt(apply.awaits.size());
          for (long move : apply.awaits) {
            out.writeLong(move);
          }
          write(out, apply.members);
          out.write(apply.command);
        }
        case Everywhere(long entry, Instant at, byte[] command) -> {
          out.writeByte('e');
          out.writeLong(entry);
          out.writeLong(at.toEpochMilli());
          out.write(command);
        }
        case Surrender(long move, int to, Fingerprint component, var members) -> {
          out.writeByte('s');
          out.writeLong(move);
          out.writeInt(to);
          write(out, component);
          write(out, members);
        }
        case Arrive(long move, boolean last, byte[] people) -> {
          out.writeByte('r');
          out.writeLong(move);
          out.writeBoolean(last);
          out.write(people);
        }
        case About(String letter, long via, Instant at, byte[] command, byte[] left) -> {
          out.writeByte('l');
          out.writeUTF(letter);
          out.writeLong(via);
          out.writeLong(at.toEpochMilli());
          out.writeInt(left.length);
          out.write(left);
          out.write(command);
        }
        case Find(String letter, Instant at, byte[] command) -> {
          out.writeByte('f');
          out.writeUTF(letter);
          out.writeLong(at.toEpochMilli());
          out.write(command);
        }
        case Located(String letter, int cell) -> {
          out.writeByte('w');
          out.writeUTF(letter);
          out.writeInt(cell);
        }
        case Offer(Instant at) -> {
          out.writeByte('o');
          out.writeLong(at.toEpochMilli());
        }
        case Mark(String mark, long hold) -> {
          out.writeByte('m');
          out.writeUTF(mark);
          out.writeLong(hold);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// What `bytes` wrote.
  static Work of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      char kind = (char) in.readByte();
      return switch (kind) {
        case 'a' -> {
          Instant at = Instant.ofEpochMilli(in.readLong());
          Fingerprint component = fingerprint(in);
          List<Fingerprint> joins = fingerprints(in);
          List<Long> awaits = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            awaits.add(in.readLong());
          }
          yield new Apply(at, component, joins, awaits, fingerprints(in), in.readAllBytes());
        }
        case 'e' ->
            new Everywhere(in.readLong(), Instant.ofEpochMilli(in.readLong()), in.readAllBytes());
        case 's' -> new Surrender(in.readLong(), in.readInt(), fingerprint(in), fingerprints(in));
        case 'r' -> new Arrive(in.readLong(), in.readBoolean(), in.readAllBytes());
        case 'l' -> {
          String letter = in.readUTF();
          long via = in.readLong();
          Instant at = Instant.ofEpochMilli(in.readLong());
          byte[] left = in.readNBytes(in.readInt());
          yield new About(letter, via, at, in.readAllBytes(), left);
        }
        case 'f' -> new Find(in.readUTF(), Instant.ofEpochMilli(in.readLong()), in.readAllBytes());
        case 'w' -> new Located(in.readUTF(), in.readInt());
        case 'o' -> new Offer(Instant.ofEpochMilli(in.readLong()));
        case 'm' -> new Mark(in.readUTF(), in.readLong());
        default ->
            throw new IllegalStateException(
                "The topic has work of the kind %s: a newer node wrote it, upgrade this one"
                    .formatted(kind));
      };
    } catch (IOException cut) {
      throw new UncheckedIOException("The topic has work that is cut off", cut);
    }
  }

  private static void write(DataOutputStream out, Fingerprint fingerprint) throws IOException {
    out.writeLong(fingerprint.high());
    out.writeLong(fingerprint.low());
  }

  private static void write(DataOutputStream out, List<Fingerprint> fingerprints)
      throws IOException {
    out.writeInt(fingerprints.size());
    for (Fingerprint each : fingerprints) {
      write(out, each);
    }
  }

  private static Fingerprint fingerprint(DataInputStream in) throws IOException {
    return new Fingerprint(in.readLong(), in.readLong());
  }

  private static List<Fingerprint> fingerprints(DataInputStream in) throws IOException {
    List<Fingerprint> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(fingerprint(in));
    }
    return all;
  }
}
