package dev.throughline.kafka;

import dev.throughline.runtime.Sighting;
import dev.throughline.runtime.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What every node hears of: a record of the topic `facts`.
public sealed interface Tidings {
  /// Something was told by a cell.
  record Of(int cell, Told told) implements Tidings {}

  /// A cell has done and told everything before a mark.
  record Marked(int cell, String mark) implements Tidings {}

  /// What the directory knew of an entry of the log that came with a batch
  /// (`StreamsTopology.BATCH`).
  ///
  /// @param entry its number in the log
  record Seen(String batch, long entry, Sighting sighting) implements Tidings {}

  /// A word's place is its code: add at the end, never change the order.
  List<Sighting> SIGHTINGS = List.of(Sighting.FIRST, Sighting.AGAIN, Sighting.RESUMED);

  /// As the topic has it: one letter for the kind, then its parts.
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Of(int cell, Told told) -> {
          out.writeByte('t');
          out.writeInt(cell);
          ToldBytes.write(told, out);
        }
        case Marked(int cell, String mark) -> {
          out.writeByte('m');
          out.writeInt(cell);
          out.writeUTF(mark);
        }
        case Seen(String batch, long entry, Sighting sighting) -> {
          out.writeByte('s');
          out.writeUTF(batch);
          out.writeLong(entry);
          out.writeByte(SIGHTINGS.indexOf(sighting));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// What `bytes` wrote.
  static Tidings of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      char kind = (char) in.readByte();
      return switch (kind) {
        case 't' -> new Of(in.readInt(), ToldBytes.read(in));
        case 'm' -> new Marked(in.readInt(), in.readUTF());
        case 's' -> new Seen(in.readUTF(), in.readLong(), SIGHTINGS.get(in.readByte()));
        default ->
            throw new IllegalStateException(
                "The topic has tidings of the kind %s: a newer node wrote them, upgrade this one"
                    .formatted(kind));
      };
    } catch (IOException cut) {
      throw new UncheckedIOException("The topic has tidings that are cut off", cut);
    }
  }
}
