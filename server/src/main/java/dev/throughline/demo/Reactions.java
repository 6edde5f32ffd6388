package dev.throughline.demo;

import dev.throughline.event.Value.Fields;
import java.util.List;
import java.util.SplittableRandom;

/// What a message does to whoever gets it: opened, clicked, bought for it, had enough.
///
/// All chance comes from the message's own id, so that reactions never shift what people do of
/// their own accord.
final class Reactions {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final double CLICKS_OF_OPENS = 0.14;

  private Reactions() {}

  static void to(World world, Life life, Delivered message) {
    SplittableRandom random = world.chance(life.human.number(), number(message.message()));
    int inAWeek = life.receivedInAWeek(message.atMs());
    boolean buys = Chance.happens(random, Truths.causes(message.journey(), message.step()));
    boolean reviews = Chance.happens(random, Truths.reviews(message.journey()));
    world.planted().count("delivered " + message.journey());
    switch (message.channel()) {
      case "email" -> mail(world, life, message, random, buys || reviews, inAWeek);
      case "sms" -> text(world, life, message, random, buys);
      default -> push(world, life, message, random);
    }
    long readMs = message.atMs() + HOUR_MS / 3 + (long) (Chance.exponential(random, 7) * HOUR_MS);
    if (buys) {
      buy(world, life, message, random, Math.min(readMs, message.atMs() + 40 * HOUR_MS));
    } else if (reviews) {
      Visit visit = visit(world, life, message, readMs);
      visit.after(5).page("Review", "/reviews", Campaign.of(message.journey(), "email"));
      int stars = 3 + random.nextInt(3);
      visit.after(80).track("Product Reviewed", Properties.of("rating", stars), Fields.EMPTY);
    }
  }

  private static long number(String message) {
    return Long.parseUnsignedLong(message.substring(0, 15), 16);
  }

  private static void mail(
      World world,
      Life life,
      Delivered message,
      SplittableRandom random,
      boolean surely,
      int inAWeek) {
    boolean letter = message.journey().equals("newsletter");
    boolean opens = Chance.happens(random, life.human.opens());
    boolean clicks = Chance.happens(random, letter ? 0.02 : CLICKS_OF_OPENS);
    if (letter) {
      life.letter = clicks ? null : message;
      life.openedLetter = opens;
    }
    long openedMs =
        message.atMs() + 4 * MINUTE_MS + (long) Chance.skewed(random, 1.5 * HOUR_MS, 1.2);
    boolean tooMany = inAWeek > Truths.BEARABLE_A_WEEK;
    world.planted().count(tooMany ? "mails_beyond_bearable" : "mails_bearable");
    boolean complains =
        Chance.happens(random, tooMany ? Truths.COMPLAINS_OF_MORE : Truths.COMPLAINS);
    boolean leaves =
        Chance.happens(random, tooMany ? Truths.UNSUBSCRIBES_OF_MORE : Truths.UNSUBSCRIBES);
    if (surely) {
      world.feedback(life, message, "Email Opened", message.atMs() + 15 * MINUTE_MS);
      world.feedback(life, message, "Email Link Clicked", message.atMs() + 16 * MINUTE_MS);
    } else if (opens) {
      world.feedback(life, message, "Email Opened", openedMs);
      if (clicks) {
        world.feedback(life, message, "Email Link Clicked", openedMs + 20_000);
        look(world, life, message, random, openedMs + 22_000);
      }
    }
    if (complains) {
      world.planted().count(tooMany ? "complaints_beyond_bearable" : "complaints_bearable");
      world.feedback(life, message, "Email Marked as Spam", openedMs + 15_000);
    } else if (leaves) {
      world.unsubscribe(life, message, "email", openedMs + 30_000);
    }
  }

  private static void text(
      World world, Life life, Delivered message, SplittableRandom random, boolean buys) {
    long readMs = message.atMs() + (long) Chance.skewed(random, 11 * MINUTE_MS, 0.9);
    if (buys || Chance.happens(random, 0.07)) {
      world.feedback(life, message, "SMS Link Clicked", readMs);
    } else if (Chance.happens(random, 0.02)) {
      world.unsubscribe(life, message, "sms", readMs);
    }
  }

  private static void push(World world, Life life, Delivered message, SplittableRandom random) {
    if (Chance.happens(random, 0.06)) {
      long tappedMs = message.atMs() + (long) Chance.skewed(random, 20 * MINUTE_MS, 1);
      world.feedback(life, message, "Push Notification Tapped", tappedMs);
    }
  }

  /// A click that leads to nothing more than a look.
  private static void look(
      World world, Life life, Delivered message, SplittableRandom random, long atMs) {
    Visit visit = visit(world, life, message, atMs);
    visit.page("Shop", "/shop", Campaign.of(message.journey(), message.channel()));
    visit.after(30).viewed(Assortment.SHOP.any(random, life.category(random)));
  }

  /// An order that would not have been without the message.
  private static void buy(
      World world, Life life, Delivered message, SplittableRandom random, long atMs) {
    world.planted().count("caused " + message.journey());
    List<Product> products = life.cart.isEmpty() ? life.chosen(random) : life.cart;
    Visit visit = visit(world, life, message, atMs);
    visit.page("Shop", "/shop", Campaign.of(message.journey(), message.channel()));
    visit.after(30).viewed(products.getFirst());
    visit.after(50).checkout(products);
    visit.after(140).order(products, random);
  }

  private static Visit visit(World world, Life life, Delivered message, long atMs) {
    return new Visit(world, life, "m" + message.message(), atMs, life.human.browser());
  }
}
