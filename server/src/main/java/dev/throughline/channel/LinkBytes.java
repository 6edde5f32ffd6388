package dev.throughline.channel;

import dev.throughline.customer.CustomerId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// A link as bytes. They travel in mails for years: a new form gets a new number, and the old one
/// stays readable.
final class LinkBytes {
  private static final int FORM = 1;

  private LinkBytes() {}

  static byte[] write(Link link) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeByte(code(link.kind()));
      out.writeLong(link.issuedAt().getEpochSecond());
      out.writeUTF(link.sendKey());
      out.writeUTF(link.customer().value());
      out.writeUTF(link.journey());
      out.writeInt(link.version());
      out.writeUTF(link.step());
      out.writeUTF(link.channel());
      out.writeUTF(link.purpose());
      out.writeUTF(link.target() == null ? "" : link.target());
    } catch (IOException e) {
      throw new UncheckedIOException("A link is too long to write", e);
    }
    return bytes.toByteArray();
  }

  /// Reads what `write` wrote: only for bytes that are known to be ours.
  static Link read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int form = in.readUnsignedByte();
      if (form != FORM) {
        throw new IllegalStateException("A link of form " + form + " comes from a later version");
      }
      Link.Kind kind = kind(in.readUnsignedByte());
      Instant issuedAt = Instant.ofEpochSecond(in.readLong());
      return new Link(
          kind,
          in.readUTF(),
          new CustomerId(in.readUTF()),
          in.readUTF(),
          in.readInt(),
          in.readUTF(),
          in.readUTF(),
          in.readUTF(),
          issuedAt,
          kind == Link.Kind.CLICK ? in.readUTF() : null);
    } catch (IOException e) {
      throw new UncheckedIOException("A link that we made cannot be read", e);
    }
  }

  private static int code(Link.Kind kind) {
    return switch (kind) {
      case CLICK -> 1;
      case OPEN -> 2;
      case UNSUBSCRIBE -> 3;
      case PREFERENCES -> 4;
    };
  }

  private static Link.Kind kind(int code) {
    return switch (code) {
      case 1 -> Link.Kind.CLICK;
      case 2 -> Link.Kind.OPEN;
      case 3 -> Link.Kind.UNSUBSCRIBE;
      case 4 -> Link.Kind.PREFERENCES;
      default -> throw new IllegalStateException("No link is of kind " + code);
    };
  }
}
