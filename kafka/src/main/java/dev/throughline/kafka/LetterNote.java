package dev.throughline.kafka;

import dev.throughline.runtime.Letter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// What a cell says to whoever carries its letters: a record of the topic `letters`, whose
/// partition is the cell.
public sealed interface LetterNote {
  /// The letter may be claimed, for this attempt, from `nextAt` on.
  record Decided(String letter, int attempt, Instant nextAt) implements LetterNote {}

  /// The claim holds: the letter is to be handed over, once.
  record Granted(Letter letter) implements LetterNote {}

  static LetterNote decided(Letter letter) {
    return new Decided(letter.id(), letter.attempts() + 1, letter.nextAt());
  }

  /// As the topic has it: one letter for the kind, then its parts.
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Decided(String letter, int attempt, Instant nextAt) -> {
          out.writeByte('d');
          out.writeUTF(letter);
          out.writeInt(attempt);
          out.writeLong(nextAt.getEpochSecond());
          out.writeInt(nextAt.getNano());
        }
        case Granted(Letter letter) -> {
          out.writeByte('g');
          out.write(letter.bytes());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// What `bytes` wrote.
  static LetterNote of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      char kind = (char) in.readByte();
      return switch (kind) {
        case 'd' ->
            new Decided(
                in.readUTF(), in.readInt(), Instant.ofEpochSecond(in.readLong(), in.readInt()));
        case 'g' -> new Granted(Letter.of(in.readAllBytes()));
        default ->
            throw new IllegalStateException(
                "The topic has a note of the kind %s: a newer node wrote it, upgrade this one"
                    .formatted(kind));
      };
    } catch (IOException cut) {
      throw new UncheckedIOException("The topic has a note that is cut off", cut);
    }
  }
}
