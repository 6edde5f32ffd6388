package dev.throughline.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change on its way over the shared log.
///
/// @param id who asked for it knows it by this
/// @param statement the name of a `Statement`, perhaps of a newer version
/// @param values strings, longs and nulls
record Change(String id, String statement, List<@Nullable Object> values) {
  private static final byte FORM = 1;
  private static final byte NULL = 0;
  private static final byte TEXT = 1;
  private static final byte NUMBER = 2;

  Change {
    // `List.copyOf` takes no nulls.
    values = Collections.unmodifiableList(new ArrayList<>(values));
    for (Object value : values) {
      if (value != null && !(value instanceof String) && !(value instanceof Long)) {
        throw new IllegalArgumentException(
            "%s cannot have a value of %s".formatted(statement, value.getClass()));
      }
    }
  }

  static Change of(String id, Statement statement, @Nullable Object... values) {
    return new Change(id, statement.name(), Arrays.asList(values));
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      write(out, id);
      write(out, statement);
      out.writeInt(values.size());
      for (Object value : values) {
        switch (value) {
          case null -> out.writeByte(NULL);
          case String text -> {
            out.writeByte(TEXT);
            write(out, text);
          }
          case Long number -> {
            out.writeByte(NUMBER);
            out.writeLong(number);
          }
          default -> throw new IllegalStateException("The change was not checked: " + value);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// Not `writeUTF`, which ends at 64 KiB.
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /// Empty where the bytes have a form that this version does not know.
  static Optional<Change> of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORM) {
        return Optional.empty();
      }
      String id = text(in);
      String statement = text(in);
      List<@Nullable Object> values = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        byte kind = in.readByte();
        switch (kind) {
          case NULL -> values.add(null);
          case TEXT -> values.add(text(in));
          case NUMBER -> values.add(in.readLong());
          default -> {
            return Optional.empty();
          }
        }
      }
      return Optional.of(new Change(id, statement, values));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    // Whatever stands there, no more is made room for than there is.
    if (length < 0 || length > in.available()) {
      throw new EOFException("a text of %d bytes".formatted(length));
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
