package dev.throughline.kafka;

import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What one cell is asked, by its own node or by another; one for each question of a `View`.
///
/// @param <A> the answer
sealed interface RemoteQuestion<A> {
  /// The person whom a user id or an anonymous id leads to.
  record Named(String id) implements RemoteQuestion<Optional<Customer>> {
    @Override
    public Optional<Customer> of(View view) {
      return view.customer(id);
    }

    @Override
    public RemoteAnswer<Optional<Customer>> answer() {
      return RemoteAnswer.CUSTOMER.maybe();
    }
  }

  /// The person whom an identifier leads to.
  record Identified(Identifier identifier) implements RemoteQuestion<Optional<Customer>> {
    @Override
    public Optional<Customer> of(View view) {
      return view.customer(identifier);
    }

    @Override
    public RemoteAnswer<Optional<Customer>> answer() {
      return RemoteAnswer.CUSTOMER.maybe();
    }
  }

  /// Whom a letter is for. A letter's `person` means something only in the letter's own cell, so
  /// that the cell is asked by the letter's key.
  record Recipient(String letter) implements RemoteQuestion<Optional<Customer>> {
    @Override
    public Optional<Customer> of(View view) {
      return view.letter(letter).flatMap(view::customerOf);
    }

    @Override
    public RemoteAnswer<Optional<Customer>> answer() {
      return RemoteAnswer.CUSTOMER.maybe();
    }
  }

  /// A letter by its key.
  record Lettered(String id) implements RemoteQuestion<Optional<Letter>> {
    @Override
    public Optional<Letter> of(View view) {
      return view.letter(id);
    }

    @Override
    public RemoteAnswer<Optional<Letter>> answer() {
      return RemoteAnswer.LETTER.maybe();
    }
  }

  /// The letters that are not over.
  record Open() implements RemoteQuestion<List<Letter>> {
    @Override
    public List<Letter> of(View view) {
      return view.openLetters();
    }

    @Override
    public RemoteAnswer<List<Letter>> answer() {
      return RemoteAnswer.LETTER.listed();
    }
  }

  /// What was refused.
  record Refused(long before, int limit) implements RemoteQuestion<List<Dead>> {
    @Override
    public List<Dead> of(View view) {
      return view.dead(before, limit);
    }

    @Override
    public RemoteAnswer<List<Dead>> answer() {
      return RemoteAnswer.DEAD.listed();
    }
  }

  /// The documents in force, as they were written.
  record Documents() implements RemoteQuestion<List<Source>> {
    @Override
    public List<Source> of(View view) {
      return view.sources();
    }

    @Override
    public RemoteAnswer<List<Source>> answer() {
      return RemoteAnswer.SOURCE.listed();
    }
  }

  /// How often what was counted.
  record Counts() implements RemoteQuestion<SortedMap<String, Long>> {
    @Override
    public SortedMap<String, Long> of(View view) {
      return view.counters();
    }

    @Override
    public RemoteAnswer<SortedMap<String, Long>> answer() {
      return RemoteAnswer.COUNTERS;
    }
  }

  /// Some of the people.
  record People(long after, int limit) implements RemoteQuestion<View.Page> {
    @Override
    public View.Page of(View view) {
      return view.people(after, limit);
    }

    @Override
    public RemoteAnswer<View.Page> answer() {
      return RemoteAnswer.PAGE;
    }
  }

  /// How many people there are.
  record HowMany() implements RemoteQuestion<Long> {
    @Override
    public Long of(View view) {
      return view.people();
    }

    @Override
    public RemoteAnswer<Long> answer() {
      return RemoteAnswer.NUMBER;
    }
  }

  /// How many letters are not over.
  record Unsent() implements RemoteQuestion<Long> {
    @Override
    public Long of(View view) {
      return view.openLetterCount();
    }

    @Override
    public RemoteAnswer<Long> answer() {
      return RemoteAnswer.NUMBER;
    }
  }

  /// The number of whoever became known last.
  record Newest() implements RemoteQuestion<Long> {
    @Override
    public Long of(View view) {
      return view.lastPerson();
    }

    @Override
    public RemoteAnswer<Long> answer() {
      return RemoteAnswer.NUMBER;
    }
  }

  /// The answer of one cell; asked on the thread that works it.
  A of(View view);

  /// How the answer travels.
  RemoteAnswer<A> answer();

  /// The answer of one cell, written.
  default byte[] bytesOf(View view) {
    return answer().bytes(of(view));
  }

  /// One letter for the kind, then what it asks for.
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Named(String id) -> {
          out.writeByte('n');
          RemoteAnswer.text(out, id);
        }
        case Identified(Identifier(String namespace, String value)) -> {
          out.writeByte('i');
          RemoteAnswer.text(out, namespace);
          RemoteAnswer.text(out, value);
        }
        case Recipient(String letter) -> {
          out.writeByte('r');
          RemoteAnswer.text(out, letter);
        }
        case Lettered(String id) -> {
          out.writeByte('l');
          RemoteAnswer.text(out, id);
        }
        case Open() -> out.writeByte('o');
        case Refused(long before, int limit) -> {
          out.writeByte('d');
          out.writeLong(before);
          out.writeInt(limit);
        }
        case Documents() -> out.writeByte('s');
        case Counts() -> out.writeByte('c');
        case People(long after, int limit) -> {
          out.writeByte('p');
          out.writeLong(after);
          out.writeInt(limit);
        }
        case HowMany() -> out.writeByte('h');
        case Unsent() -> out.writeByte('u');
        case Newest() -> out.writeByte('w');
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// What `bytes` wrote.
  static RemoteQuestion<?> of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      char kind = (char) in.readByte();
      return switch (kind) {
        case 'n' -> new Named(RemoteAnswer.text(in));
        case 'i' -> new Identified(new Identifier(RemoteAnswer.text(in), RemoteAnswer.text(in)));
        case 'r' -> new Recipient(RemoteAnswer.text(in));
        case 'l' -> new Lettered(RemoteAnswer.text(in));
        case 'o' -> new Open();
        case 'd' -> new Refused(in.readLong(), in.readInt());
        case 's' -> new Documents();
        case 'c' -> new Counts();
        case 'p' -> new People(in.readLong(), in.readInt());
        case 'h' -> new HowMany();
        case 'u' -> new Unsent();
        case 'w' -> new Newest();
        default ->
            throw new IllegalStateException(
                "A node asks a question of the kind %s: it is newer, upgrade this one"
                    .formatted(kind));
      };
    } catch (IOException cut) {
      throw new UncheckedIOException("A node asked a question that is cut off", cut);
    }
  }
}
