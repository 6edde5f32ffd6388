package dev.throughline.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Where a person stands at present.
final class Life {
  private static final long WEEK_MS = 7L * 24 * 3_600_000;

  final Human human;

  /// Decides what the person does of their own accord; never asked for a reaction, so that the same
  /// visits and orders come whatever is sent.
  final SplittableRandom random;

  /// Whether a device may be shared with the person before, whose number is one less.
  final boolean sharesDevice;

  boolean known;
  boolean usesApp;
  boolean hasShared;
  boolean hasTwin;
  int visits;
  int orders;
  int carts;
  long planned;

  /// What lies in the cart that was left last.
  List<Product> cart = List.of();

  /// The newsletter that came last; clicked in once.
  @Nullable Delivered letter;

  boolean openedLetter;

  private final Deque<Long> received = new ArrayDeque<>();

  Life(Human human, SplittableRandom random, boolean sharesDevice) {
    this.human = human;
    this.random = random;
    this.sharesDevice = sharesDevice;
  }

  /// Takes note of one more message, and says how many there were within a week.
  int receivedInAWeek(long atMs) {
    received.addLast(atMs);
    received.removeIf(at -> at <= atMs - WEEK_MS);
    return received.size();
  }

  /// Something to put into the cart.
  List<Product> chosen(SplittableRandom by) {
    List<Product> products = new ArrayList<>();
    int things = 1 + (by.nextDouble() < 0.45 ? 1 : 0) + (by.nextDouble() < 0.2 ? 1 : 0);
    for (int i = 0; i < things; i++) {
      products.add(Assortment.SHOP.any(by, category(by)));
    }
    return List.copyOf(products);
  }

  int category(SplittableRandom by) {
    double taste = by.nextDouble();
    int any = by.nextInt(Assortment.CATEGORIES);
    return taste < 0.45 ? human.favourite() : taste < 0.7 ? human.second() : any;
  }
}
