package dev.throughline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.throughline.codec.document.Source;
import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.customer.Customer;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the answer of one cell is written and read. What a cell shows belongs to the thread that
/// works it, so that an answer is written there, also when it stays on the node.
record RemoteAnswer<A>(Writing<A> writing, Reading<A> reading) {
  static final RemoteAnswer<Long> NUMBER =
      new RemoteAnswer<>((out, number) -> out.writeLong(number), DataInputStream::readLong);

  static final RemoteAnswer<Customer> CUSTOMER =
      new RemoteAnswer<>(
          (out, customer) -> block(out, CustomerBytes.write(customer)),
          in -> CustomerBytes.read(block(in)));

  static final RemoteAnswer<Letter> LETTER =
      new RemoteAnswer<>((out, letter) -> block(out, letter.bytes()), in -> Letter.of(block(in)));

  static final RemoteAnswer<Dead> DEAD = new RemoteAnswer<>(RemoteAnswer::dead, RemoteAnswer::dead);

  static final RemoteAnswer<Source> SOURCE =
      new RemoteAnswer<>(
          (out, source) -> {
            text(out, source.file());
            text(out, source.text());
          },
          in -> new Source(text(in), text(in)));

  static final RemoteAnswer<SortedMap<String, Long>> COUNTERS =
      new RemoteAnswer<>(RemoteAnswer::counters, RemoteAnswer::counters);

  static final RemoteAnswer<View.Page> PAGE =
      new RemoteAnswer<>(
          (out, page) -> {
            CUSTOMER.listed().writing.write(out, page.customers());
            out.writeLong(page.last());
          },
          in -> new View.Page(CUSTOMER.listed().reading.read(in), in.readLong()));

  /// Writes an answer.
  @FunctionalInterface
  interface Writing<A> {
    void write(DataOutputStream out, A answer) throws IOException;
  }

  /// Reads what was written.
  @FunctionalInterface
  interface Reading<A> {
    A read(DataInputStream in) throws IOException;
  }

  /// For none or one.
  RemoteAnswer<Optional<A>> maybe() {
    return new RemoteAnswer<>(
        (out, answer) -> {
          out.writeBoolean(answer.isPresent());
          if (answer.isPresent()) {
            writing.write(out, answer.get());
          }
        },
        in -> in.readBoolean() ? Optional.of(reading.read(in)) : Optional.empty());
  }

  /// For any number.
  RemoteAnswer<List<A>> listed() {
    return new RemoteAnswer<>(
        (out, answers) -> {
          out.writeInt(answers.size());
          for (A answer : answers) {
            writing.write(out, answer);
          }
        },
        in -> {
          List<A> answers = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            answers.add(reading.read(in));
          }
          return List.copyOf(answers);
        });
  }

  byte[] bytes(A answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.write(out, answer);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  A of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reading.read(in);
    } catch (IOException cut) {
      throw new UncheckedIOException("A node answered with less than it said", cut);
    }
  }

  private static void dead(DataOutputStream out, Dead dead) throws IOException {
    out.writeLong(dead.number());
    text(out, dead.at().toString());
    text(out, dead.source());
    text(out, dead.code());
    text(out, dead.reason());
    text(out, dead.raw());
  }

  private static Dead dead(DataInputStream in) throws IOException {
    return new Dead(in.readLong(), Instant.parse(text(in)), text(in), text(in), text(in), text(in));
  }

  private static void counters(DataOutputStream out, SortedMap<String, Long> counters)
      throws IOException {
    out.writeInt(counters.size());
    for (var counter : counters.entrySet()) {
      text(out, counter.getKey());
      out.writeLong(counter.getValue());
    }
  }

  private static SortedMap<String, Long> counters(DataInputStream in) throws IOException {
    TreeMap<String, Long> counters = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      counters.put(text(in), in.readLong());
    }
    return counters;
  }

  static void text(DataOutputStream out, String text) throws IOException {
    block(out, text.getBytes(UTF_8));
  }

  static String text(DataInputStream in) throws IOException {
    return new String(block(in), UTF_8);
  }

  static void block(DataOutputStream out, byte[] block) throws IOException {
    out.writeInt(block.length);
    out.write(block);
  }

  static byte[] block(DataInputStream in) throws IOException {
    byte[] block = new byte[in.readInt()];
    in.readFully(block);
    return block;
  }
}
