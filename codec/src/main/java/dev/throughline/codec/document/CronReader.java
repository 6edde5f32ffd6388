package dev.throughline.codec.document;

import dev.throughline.journey.Cron;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// Unix cron expressions: five fields of numbers, names, ranges, lists and steps.
final class CronReader {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of week", 0, 7, WEEKDAYS));
  private static final String REMEDY =
      "Write minute, hour, day of month, month and day of week, such as 0 9 * * MON.";

  private CronReader() {}

  private record Field(String name, int least, int most, List<String> names) {}

  /// What was wrong with a field, in words.
  private static final class Mistake extends Exception {
    Mistake(String message) {
      super(message);
    }
  }

  static Cron read(Item item) {
    String text = item.text("").strip();
    BitSet[] sets = {new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet()};
    String[] words = text.split("\\s+", -1);
    if (words.length != FIELDS.size()) {
      item.error("cron", "'%s' has %d fields, not five.".formatted(text, words.length), REMEDY);
      return cron(text, sets);
    }
    for (int i = 0; i < words.length; i++) {
      try {
        for (String part : words[i].split(",", -1)) {
          part(FIELDS.get(i), part, sets[i]);
        }
      } catch (Mistake e) {
        item.error("cron", "In '%s', %s".formatted(text, e.getMessage()), REMEDY);
      }
    }
    if (sets[4].get(7)) {
      sets[4].clear(7);
      sets[4].set(0);
    }
    return cron(text, sets);
  }

  private static Cron cron(String text, BitSet[] sets) {
    return new Cron(text, sets[0], sets[1], sets[2], sets[3], sets[4]);
  }

  /// `*`, `5`, `1-5`, and each with `/2`; `5/2` means from 5 on, as most crons read it.
  private static void part(Field field, String part, BitSet into) throws Mistake {
    int slash = part.indexOf('/');
    String range = slash < 0 ? part : part.substring(0, slash);
    int step = slash < 0 ? 1 : number(field, part.substring(slash + 1), "step");
    if (step < 1) {
      throw new Mistake("the step of the %s is zero.".formatted(field.name));
    }
    int from = field.least;
    int to = field.least == 0 && field.most == 7 ? 6 : field.most;
    if (!range.equals("*")) {
      int dash = range.indexOf('-');
      from = value(field, dash < 0 ? range : range.substring(0, dash));
      if (dash >= 0) {
        to = value(field, range.substring(dash + 1));
        to = to == 0 && from > 0 && field.most == 7 ? 7 : to;
      } else if (slash < 0) {
        to = from;
      }
    }
    if (to < from) {
      throw new Mistake("the %s '%s' runs backwards.".formatted(field.name, part));
    }
    for (int value = from; value <= to; value += step) {
      into.set(value);
    }
  }

  private static int value(Field field, String text) throws Mistake {
    int named = field.names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + field.least;
    }
    int value = number(field, text, "value");
    if (value < field.least || value > field.most) {
      throw new Mistake(
          "the %s %d is not between %d and %d."
              .formatted(field.name, value, field.least, field.most));
    }
    return value;
  }

  private static int number(Field field, String text, String what) throws Mistake {
    if (!text.matches("\\d{1,4}")) {
      throw new Mistake("'%s' is no %s of the %s.".formatted(text, what, field.name));
    }
    return Integer.parseInt(text);
  }
}
