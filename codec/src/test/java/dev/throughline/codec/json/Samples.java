package dev.throughline.codec.json;

import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.event.Value.Nothing;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Random values and events as they come out of JSON.
public final class Samples {
  private static final String[] TEXTS = {
    "", "a", "Order Completed", "ü", "\"\\\n", "😀", "日本", "\u0000", "x".repeat(300)
  };
  private static final Event.Type[] TYPES = Event.Type.values();

  private Samples() {}

  /// A value with at most `depth` levels of objects and lists.
  public static Value value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> Nothing.NOTHING;
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(text(random));
      case 3 -> Value.of(random.nextLong() >> random.nextInt(64));
      case 4, 5 -> Value.of(decimal(random));
      case 6 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new Items(items);
      }
      default -> fields(random, depth - 1);
    };
  }

  public static Fields fields(SplittableRandom random, int depth) {
    TreeMap<String, Value> values = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      values.put(text(random), value(random, depth));
    }
    return new Fields(values);
  }

  public static String text(SplittableRandom random) {
    return random.nextBoolean()
        ? TEXTS[random.nextInt(TEXTS.length)]
        : Long.toString(random.nextInt(1_000), 36);
  }

  /// A number that JSON would not read as an `Int`.
  public static BigDecimal decimal(SplittableRandom random) {
    BigInteger digits = BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(3));
    int scale = random.nextInt(-300, 300);
    return new BigDecimal(digits, scale == 0 ? 2 : scale);
  }

  public static Instant instant(SplittableRandom random) {
    return Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
  }

  public static Event event(SplittableRandom random) {
    Event.Type type = TYPES[random.nextInt(TYPES.length)];
    boolean known = type == Event.Type.ALIAS || random.nextBoolean();
    Instant at = instant(random);
    boolean history = random.nextInt(10) == 0;
    TreeMap<String, Value> context = new TreeMap<>(fields(random, 2).values());
    if (history) {
      context.put(EventLine.HISTORY, Value.of(true));
    }
    return new Event(
        "m" + random.nextInt(1_000_000),
        type,
        Event.nameOf(type, "Event " + random.nextInt(100)),
        known ? "u" + random.nextInt(100) : null,
        known && random.nextBoolean() ? null : "a" + random.nextInt(100),
        type == Event.Type.ALIAS ? "p" + random.nextInt(100) : null,
        type == Event.Type.GROUP ? "g" + random.nextInt(100) : null,
        fields(random, 3),
        fields(random, 3),
        new Fields(context),
        at,
        random.nextBoolean() ? at : instant(random),
        history);
  }
}
