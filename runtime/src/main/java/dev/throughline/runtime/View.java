package dev.throughline.runtime;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What is known at present, to look at between two inputs. Not to be kept, and nothing in it to be
/// changed.
public interface View {
  /// Some of all people.
  ///
  /// @param last the number up to which they are; the last page ends at `lastPerson`
  record Page(List<Customer> customers, long last) {}

  /// The person whom a user id or an anonymous id leads to.
  Optional<Customer> customer(String id);

  Optional<Customer> customer(Identifier identifier);

  /// Whom a letter is for, whoever that has become by merges.
  Optional<Customer> customerOf(Letter letter);

  Catalog catalog();

  List<Source> sources();

  Optional<Letter> letter(String id);

  /// Letters that are not over: decided, in flight, waiting for another try.
  List<Letter> openLetters();

  /// How many these are.
  long openLetterCount();

  /// Refused inputs, newest first, before the one of this number.
  List<Dead> dead(long before, int limit);

  SortedMap<String, Long> counters();

  /// Everyone in the order in which they became known, page by page: up to `limit` numbers after
  /// `after`, which is 0 at first.
  Page people(long after, int limit);

  /// How many people there are; those who were merged are one, and those erased none.
  long people();

  /// The number of whoever became known last.
  long lastPerson();

  long applied();

  long facts();
}
