package dev.throughline.codec.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// ISO 8601 moments with a zone, to the millisecond.
final class Timestamps {
  private static final DateTimeFormatter ANY_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int MAX_YEAR = 9999;
  private static final int DAY = 86_400;

  private Timestamps() {}

  /// The moment, or null where the text is not one or lacks its zone.
  static @Nullable Instant parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    Instant common = common(text);
    return common == null ? general(text) : common;
  }

  /// `2026-01-05T09:00:00Z`, with or without a fraction: what nearly every sender writes, read
  /// without a formatter because it is on the path of every event.
  private static @Nullable Instant common(String text) {
    int length = text.length();
    if (length < 20 || length > 30 || text.charAt(length - 1) != 'Z') {
      return null;
    }
    boolean shaped =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int millis = millis(text, length - 1);
    boolean sane = year > 0 && hour < 24 && minute < 60 && second < 60;
    if (!shaped || !sane || month < 1 || day < 1 || (hour | minute | second | millis) < 0) {
      return null;
    }
    try {
      long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY;
      seconds += hour * 3_600L + minute * 60L + second;
      return Instant.ofEpochMilli(seconds * 1_000L + millis);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// `2026-01-05T09:00:00Z`, with milliseconds only where there are some.
  static String write(Instant instant) {
    long seconds = instant.getEpochSecond();
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    if (day.getYear() < 1 || day.getYear() > MAX_YEAR) {
      return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
    int time = Math.floorMod(seconds, DAY);
    int millis = instant.getNano() / 1_000_000;
    char[] text = new char[millis == 0 ? 20 : 24];
    put(text, 0, 4, day.getYear());
    text[4] = '-';
    put(text, 5, 2, day.getMonthValue());
    text[7] = '-';
    put(text, 8, 2, day.getDayOfMonth());
    text[10] = 'T';
    put(text, 11, 2, time / 3_600);
    text[13] = ':';
    put(text, 14, 2, time / 60 % 60);
    text[16] = ':';
    put(text, 17, 2, time % 60);
    if (millis > 0) {
      text[19] = '.';
      put(text, 20, 3, millis);
    }
    text[text.length - 1] = 'Z';
    return new String(text);
  }

  private static void put(char[] text, int from, int digits, int number) {
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int millis(String text, int end) {
    if (end == 19) {
      return 0;
    }
    int fraction = end - 20;
    if (text.charAt(19) != '.' || fraction < 1 || digits(text, 20, end) < 0) {
      return -1;
    }
    int millis = digits(text, 20, Math.min(end, 23));
    for (int i = fraction; i < 3; i++) {
      millis *= 10;
    }
    return millis;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static @Nullable Instant general(String text) {
    try {
      OffsetDateTime moment = OffsetDateTime.parse(text, ANY_OFFSET);
      boolean sane = moment.getYear() > 0 && moment.getYear() <= MAX_YEAR;
      return sane ? moment.toInstant().truncatedTo(ChronoUnit.MILLIS) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
