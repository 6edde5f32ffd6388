package dev.throughline.kafka;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.document.Source;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Identifier;
import dev.throughline.runtime.Dead;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// What all cells know together. Each question is asked of them when it is put, so that two of them
/// may be answered at different moments.
///
/// A person's number has the cell in its high bits, and below them the number in the cell.
///
/// @param entriesApplied how many entries of the log have gone to the cells
/// @param factsTold how many facts have been told on this node
record ClusterView(
    RemoteCells cells, ClusterCatalog inForce, LongSupplier entriesApplied, LongSupplier factsTold)
    implements View {
  /// A cell can have so many people, in powers of two.
  private static final int NUMBER_BITS = 44;

  private static final long NUMBERS = (1L << NUMBER_BITS) - 1;

  @Override
  public Optional<Customer> customer(String id) {
    return cells.first(new RemoteQuestion.Named(id));
  }

  @Override
  public Optional<Customer> customer(Identifier identifier) {
    return cells.first(new RemoteQuestion.Identified(identifier));
  }

  @Override
  public Optional<Customer> customerOf(Letter letter) {
    return cells.first(new RemoteQuestion.Recipient(letter.id()));
  }

  @Override
  public Catalog catalog() {
    return cells.here(View::catalog).orElseGet(() -> inForce.of(sources()));
  }

  /// Every cell has them.
  @Override
  public List<Source> sources() {
    return cells.here(View::sources).orElseGet(() -> cells.one(0, new RemoteQuestion.Documents()));
  }

  @Override
  public Optional<Letter> letter(String id) {
    return cells.first(new RemoteQuestion.Lettered(id));
  }

  @Override
  public List<Letter> openLetters() {
    List<Letter> open = new ArrayList<>();
    cells.all(new RemoteQuestion.Open()).values().forEach(open::addAll);
    open.sort(Comparator.comparing(Letter::id));
    return List.copyOf(open);
  }

  /// What everyone was told to keep, every cell has.
  @Override
  public List<Dead> dead(long before, int limit) {
    TreeMap<Long, Dead> newest = new TreeMap<>(Comparator.reverseOrder());
    for (List<Dead> some : cells.all(new RemoteQuestion.Refused(before, limit)).values()) {
      some.forEach(dead -> newest.put(dead.number(), dead));
    }
    return newest.values().stream().limit(limit).toList();
  }

  @Override
  public SortedMap<String, Long> counters() {
    TreeMap<String, Long> sums = new TreeMap<>();
    for (SortedMap<String, Long> some : cells.all(new RemoteQuestion.Counts()).values()) {
      some.forEach((what, times) -> sums.merge(what, times, Long::sum));
    }
    return sums;
  }

  /// Cell after cell: a page never has people of two.
  @Override
  public Page people(long after, int limit) {
    int cell = Math.toIntExact(after >>> NUMBER_BITS);
    long from = after & NUMBERS;
    Page page = cells.one(cell, new RemoteQuestion.People(from, limit));
    boolean more = page.last() >= from + limit || cell == cells.count() - 1;
    return new Page(page.customers(), more ? number(cell, page.last()) : number(cell + 1, 0));
  }

  private static long number(int cell, long inCell) {
    return ((long) cell << NUMBER_BITS) | inCell;
  }

  @Override
  public long openLetterCount() {
    return sum(new RemoteQuestion.Unsent());
  }

  @Override
  public long people() {
    return sum(new RemoteQuestion.HowMany());
  }

  private long sum(RemoteQuestion<Long> question) {
    return cells.all(question).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long lastPerson() {
    int last = cells.count() - 1;
    return number(last, cells.one(last, new RemoteQuestion.Newest()));
  }

  @Override
  public long applied() {
    return entriesApplied.getAsLong();
  }

  @Override
  public long facts() {
    return factsTold.getAsLong();
  }
}
