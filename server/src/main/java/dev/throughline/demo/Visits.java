package dev.throughline.demo;

import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What people do of their own accord: come, look, say who they are, fill a cart, buy.
final class Visits {
  private static final double LEAVES_AT_ONCE = 0.4;
  private static final double FILLS_CART = 0.2;
  private static final double BUYS = 0.05;
  private static final double BY_THE_CART = 0.15;
  private static final double IN_THE_APP = 0.45;
  private static final double ON_ANOTHERS_DEVICE = 0.3;
  private static final long LETTER_LASTS_MS = 3 * 24 * 3_600_000L;

  private Visits() {}

  /// The next visit of somebody, whole.
  static void come(World world, Life life, long atMs) {
    SplittableRandom random = life.random;
    Human human = life.human;
    life.visits++;
    double where = random.nextDouble();
    double whose = random.nextDouble();
    boolean inApp = life.known && human.hasApp() && where < IN_THE_APP;
    boolean shared = life.known && !inApp && life.sharesDevice && whose < ON_ANOTHERS_DEVICE;
    String device =
        inApp
            ? human.phoneDevice()
            : shared ? "web-%06d".formatted(human.number() - 1) : human.browser();
    String id = "v%d-%d".formatted(human.number(), life.visits);
    Visit visit = new Visit(world, life, id, atMs, device);
    Campaign campaign = Campaign.any(random, world.isTaggedAnew(atMs));
    if (inApp) {
      openApp(world, life, visit);
    } else {
      if (shared) {
        share(world, life, visit);
      }
      land(world, life, visit, campaign, atMs);
    }
    if (!life.known && human.registersAt() == life.visits) {
      register(world, life, visit);
    }
    shop(life, visit, random);
    if (human.twin() != Human.Twin.NONE && !life.hasTwin && life.known && life.visits > 3) {
      comeAsAnother(world, life, visit);
    }
  }

  /// Truth 8: the app is a stranger until they log in, and then it was them all along.
  private static void openApp(World world, Life life, Visit visit) {
    if (life.usesApp) {
      visit.opened();
      return;
    }
    life.usesApp = true;
    life.known = false;
    visit.opened();
    visit.after(20).viewed(Assortment.SHOP.any(life.random, life.human.favourite()));
    life.known = true;
    visit.after(15).identify(Properties.of("app_user", true));
    if (life.human.allowsEmail()) {
      visit.track("Subscribed", about("push"), Fields.EMPTY);
    }
    world.planted().count("stitches");
    world.planted().count("app_stitches");
  }

  private static void share(World world, Life life, Visit visit) {
    visit.identify(Properties.of("last_login", "shared"));
    if (!life.hasShared) {
      life.hasShared = true;
      world.planted().count("shared_devices");
    }
  }

  /// Truth 2: some come by the letter who would have come anyway.
  private static void land(
      World world, Life life, Visit visit, @Nullable Campaign campaign, long atMs) {
    Delivered letter = life.letter;
    boolean fresh = letter != null && atMs - letter.atMs() < LETTER_LASTS_MS;
    if (letter == null || !fresh || campaign != null) {
      visit.page("Home", "/", campaign);
      return;
    }
    SplittableRandom click = world.chance(life.human.number(), letter.message().hashCode() + 7L);
    life.letter = null;
    if (Chance.happens(click, Truths.COMES_BY_THE_LETTER)) {
      if (!life.openedLetter) {
        world.feedback(life, letter, "Email Opened", atMs - 9_000);
      }
      world.feedback(life, letter, "Email Link Clicked", atMs - 2_000);
      visit.page("The Thursday letter", "/letter", Campaign.of(letter.journey(), "email"));
    } else {
      visit.page("Home", "/", null);
    }
  }

  private static void register(World world, Life life, Visit visit) {
    Human human = life.human;
    if (life.visits > 1) {
      world.planted().count("stitches");
    }
    world.planted().count("registered");
    life.known = true;
    visit.after(40).identify(traits(human, visit.clockMs()));
    if (human.allowsEmail()) {
      visit.track("Subscribed", about("email"), Fields.EMPTY);
    }
    if (human.allowsSms()) {
      visit.track("Subscribed", about("sms"), Fields.EMPTY);
    }
    visit.after(1).track("Signed Up", Properties.of("method", "email"), Fields.EMPTY);
  }

  private static Fields about(String channel) {
    return Properties.of("purpose", "marketing", "channel", channel);
  }

  private static Fields traits(Human human, long atMs) {
    TreeMap<String, dev.throughline.event.Value> traits =
        new TreeMap<>(
            Properties.of(
                    "email", human.email(),
                    "first_name", human.first(),
                    "last_name", human.last(),
                    "name", human.first() + " " + human.last(),
                    "locale", human.names().locale(),
                    "timezone", human.names().zone(),
                    "newsletter", human.reads() && human.allowsEmail(),
                    "created_at", Instant.ofEpochMilli(atMs).toString(),
                    "demo", true)
                .values());
    traits.put("address", Properties.of("city", human.city(), "country", human.names().country()));
    if (human.phone() != null) {
      traits.put("phone", dev.throughline.event.Value.of(human.phone()));
    }
    return new Fields(traits);
  }

  /// Always draws the same number of lots, so that nothing shifts.
  private static void shop(Life life, Visit visit, SplittableRandom random) {
    double leaves = random.nextDouble();
    int looks = 1 + (int) Math.min(Chance.exponential(random, 1.6), 7);
    double fills = random.nextDouble();
    double buys = random.nextDouble();
    double byTheCart = random.nextDouble();
    List<Product> chosen = life.chosen(random);
    SplittableRandom details = random.split();
    if (leaves < LEAVES_AT_ONCE) {
      return;
    }
    for (int i = 0; i < looks; i++) {
      Product product = Assortment.SHOP.any(details, life.category(details));
      if (i == 2) {
        visit.after(12).searched(product);
      }
      visit.after(35).viewed(product);
    }
    double readiness = life.human.buys();
    if (life.known && buys < BUYS * readiness) {
      if (byTheCart < BY_THE_CART) {
        visit.after(30).cart(chosen);
      }
      visit.after(40).checkout(chosen);
      visit.after(150).order(chosen, details);
    } else if (fills < FILLS_CART) {
      visit.after(30).cart(chosen);
      if (byTheCart > 0.7) {
        visit.after(60).checkout(chosen);
      } else if (byTheCart < 0.05) {
        visit.after(20).track("Cart Emptied", Fields.EMPTY, Fields.EMPTY);
      }
    }
  }

  /// Truth 8: the same address in other letters is the same person; with a plus it seems another.
  private static void comeAsAnother(World world, Life life, Visit visit) {
    Human human = life.human;
    life.hasTwin = true;
    boolean plus = human.twin() == Human.Twin.PLUS_ADDRESS;
    String email =
        plus
            ? human.email().replace("@", "+home@")
            : human.email().toUpperCase(java.util.Locale.ROOT);
    world.planted().count(plus ? "plus_addresses" : "other_letters");
    Visit other =
        new Visit(
            world, life, "t" + human.number(), visit.clockMs() + 600_000, human.browser() + "b");
    other.identifyAs(
        human.userId() + "b",
        Properties.of("email", email, "first_name", human.first(), "demo", true));
  }

  /// What a recipient or a provider says of a message.
  static Command feedback(Delivered of, String event, Fields more, long atMs) {
    return new Command.Feedback(
        of.message(),
        "f-" + of.message() + "-" + event.hashCode(),
        event,
        more,
        Instant.ofEpochMilli(atMs));
  }
}
