package dev.throughline.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The 1,200 products of Lumen & Oak, the same in every world.
final class Assortment {
  static final int CATEGORIES = 8;

  private static final int PER_CATEGORY = 150;

  /// Things of one kind, and what they cost.
  private record Shelf(String category, List<String> things, int from, int to, int refillDays) {}

  private static final List<Shelf> SHELVES =
      List.of(
          new Shelf(
              "Lamps",
              List.of("Table lamp", "Reading lamp", "Pendant", "Wall light", "Lantern", "Shade"),
              39,
              189,
              0),
          new Shelf(
              "Candles",
              List.of("Beeswax candle", "Tea lights", "Scented candle", "Pillar candle", "Tapers"),
              9,
              34,
              28),
          new Shelf(
              "Tables",
              List.of("Side table", "Stool", "Bench", "Writing desk", "Shelf", "Coat stand"),
              59,
              249,
              0),
          new Shelf(
              "Linen",
              List.of("Throw", "Cushion", "Bed linen", "Towel", "Curtain", "Napkins"),
              15,
              98,
              0),
          new Shelf(
              "Kitchen",
              List.of("Board", "Bowl", "Carafe", "Mug", "Pepper mill", "Salt cellar"),
              12,
              79,
              0),
          new Shelf(
              "Plants",
              List.of("Hanging pot", "Fern", "Planter", "Olive tree", "Watering can", "Herb box"),
              14,
              69,
              0),
          new Shelf(
              "Care",
              List.of("Oak oil", "Wax", "Linen soap", "Brass polish", "Lamp oil", "Wool wash"),
              8,
              29,
              30),
          new Shelf(
              "Gifts",
              List.of("Gift box", "Card set", "Match holder", "Key rack", "Notebook", "Vase"),
              9,
              59,
              0));

  private static final List<String> FINISHES =
      List.of(
          "smoked oak",
          "brass",
          "washed linen",
          "sage",
          "amber",
          "clay",
          "walnut",
          "bone white",
          "ink blue",
          "moss",
          "copper",
          "sand",
          "charcoal",
          "honey",
          "birch");

  private static final List<String> PLACES =
      List.of(
          "Grimma",
          "Wurzen",
          "Torgau",
          "Borna",
          "Colditz",
          "Oschatz",
          "Zwenkau",
          "Taucha",
          "Delitzsch",
          "Eilenburg");

  /// After the lists that it is made of.
  static final Assortment SHOP = new Assortment();

  private final List<List<Product>> byCategory = new ArrayList<>();

  private Assortment() {
    SplittableRandom random = new SplittableRandom(1_200);
    for (Shelf shelf : SHELVES) {
      List<Product> products = new ArrayList<>();
      for (int i = 0; i < PER_CATEGORY; i++) {
        String thing = shelf.things().get(i % shelf.things().size());
        String name =
            "%s %s, %s"
                .formatted(
                    thing,
                    PLACES.get((i / shelf.things().size()) % PLACES.size()),
                    Chance.oneOf(random, FINISHES));
        products.add(
            new Product(
                "LO-%d%03d".formatted(byCategory.size() + 1, i),
                name,
                shelf.category(),
                price(random, shelf),
                shelf.refillDays()));
      }
      byCategory.add(List.copyOf(products));
    }
  }

  /// More cheap things than dear ones, at ten cents below the next.
  private static BigDecimal price(SplittableRandom random, Shelf shelf) {
    double up = random.nextDouble();
    long euros = Math.round(shelf.from() + (shelf.to() - shelf.from()) * up * up);
    return BigDecimal.valueOf(euros * 100 - 10, 2);
  }

  Product any(SplittableRandom random, int category) {
    return Chance.oneOf(random, byCategory.get(category));
  }
}
