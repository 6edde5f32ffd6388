package dev.throughline.demo;

import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Who somebody is, once and for all: made from the seed and the person's number, and from nothing
/// else, so that more people change nobody.
///
/// @param registersAt the visit in which the person says who they are; 0 if never
/// @param arrives when the first visit is, as a share of the history
/// @param visitsPerDay how often they come
/// @param buys how readily they buy; 1 on average
/// @param opens which share of mails they open
record Human(
    int number,
    Names names,
    String first,
    String last,
    String city,
    String email,
    @Nullable String phone,
    int registersAt,
    double arrives,
    double visitsPerDay,
    double buys,
    double opens,
    int favourite,
    int second,
    boolean allowsEmail,
    boolean allowsSms,
    boolean reads,
    boolean hasApp,
    boolean sharesDevice,
    Twin twin) {

  /// Whether they come a second time under another name.
  enum Twin {
    NONE,
    OTHER_LETTERS,
    PLUS_ADDRESS
  }

  /// Truth 8: so many would log in on somebody else's device, and two in a hundred come to do so.
  private static final double SHARED_DEVICES = 0.047;

  private static final double NEVER_REGISTER = 0.22;
  private static final double BROWSE_FIRST = 0.11;
  private static final double TWINS = 0.01;

  /// So many have been there by the end of the history; the rest come in the month after.
  private static final double IN_HISTORY = 0.97;

  static Human of(long seed, int number) {
    SplittableRandom random = Chance.of(seed, number, 1);
    double where = random.nextDouble();
    Names names =
        where < 0.45
            ? Names.GERMANY
            : where < 0.65 ? Names.FRANCE : where < 0.85 ? Names.BRITAIN : Names.AMERICA;
    String first = Chance.oneOf(random, names.first());
    String last = Chance.oneOf(random, names.last());
    boolean allowsSms = Chance.happens(random, 0.35);
    boolean allowsEmail = Chance.happens(random, 0.86);
    double registering = random.nextDouble();
    int registersAt =
        registering < NEVER_REGISTER
            ? 0
            : registering < NEVER_REGISTER + BROWSE_FIRST ? 2 + random.nextInt(3) : 1;
    double twin = random.nextDouble();
    double visitsPerDay = Math.min(Chance.skewed(random, 0.115, 0.7), 1.0);
    double buys = Math.min(Chance.skewed(random, 0.85, 0.55), 4.0);
    // Whoever likes the shop reads its letter: that is why the letter looks so good.
    double reads = 0.45 + (buys > 0.9 ? 0.35 : 0) + (visitsPerDay > 0.12 ? 0.2 : 0);
    return new Human(
        number,
        names,
        first,
        last,
        Chance.oneOf(random, names.cities()),
        "%s.%s.%d@example.%s"
            .formatted(plain(first), plain(last), number, number % 3 == 0 ? "org" : "com"),
        allowsSms || Chance.happens(random, 0.3) ? Chance.oneOf(random, names.phones()) : null,
        registersAt,
        arrives(random),
        visitsPerDay,
        buys,
        0.12 + 0.4 * random.nextDouble(),
        random.nextInt(Assortment.CATEGORIES),
        random.nextInt(Assortment.CATEGORIES),
        allowsEmail,
        allowsSms,
        Chance.happens(random, reads),
        Chance.happens(random, 0.12),
        number > 0 && Chance.happens(random, SHARED_DEVICES),
        twin < TWINS ? Twin.OTHER_LETTERS : twin < 2 * TWINS ? Twin.PLUS_ADDRESS : Twin.NONE);
  }

  private static double arrives(SplittableRandom random) {
    double when = random.nextDouble();
    double place = random.nextDouble();
    return when < 0.6 ? 0.1 * place : when < IN_HISTORY ? place * 0.98 : 1 + 0.25 * place;
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  ZoneId zone() {
    return ZoneId.of(names.zone());
  }

  String userId() {
    return "lo-%06d".formatted(number);
  }

  /// The browser that they use.
  String browser() {
    return "web-%06d".formatted(number);
  }

  String phoneDevice() {
    return "app-%06d".formatted(number);
  }

  /// The number in a user id; -1 if it is not the main account of somebody here.
  static int numberIn(String userId) {
    if (userId.length() < 9 || !userId.startsWith("lo-")) {
      return -1;
    }
    for (int i = 3; i < userId.length(); i++) {
      if (!Character.isDigit(userId.charAt(i))) {
        return -1;
      }
    }
    return Integer.parseInt(userId.substring(3));
  }
}
