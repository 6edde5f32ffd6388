package dev.throughline.codec.liquid;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Ruby's `strftime`, in English. `%-d` has no padding, `%^a` is upper case, `%_d` pads by blanks,
/// `%010Y` to a width; an unknown directive is printed as it is.
final class Strftime {
  private static final int MAX_FORMAT_CHARS = 1_000;
  private static final int MAX_WIDTH = 32;

  private Strftime() {}

  static String format(ZonedDateTime at, String format, Budget budget) {
    if (format.length() > MAX_FORMAT_CHARS) {
      throw new Stopped(
          "a date format in the template is longer than %d characters".formatted(MAX_FORMAT_CHARS));
    }
    budget.spend(format.length());
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      if (format.charAt(i) != '%') {
        text.append(format.charAt(i++));
        continue;
      }
      int flagsEnd = skip(format, i + 1, "-_0^#:");
      int widthEnd = skip(format, flagsEnd, "0123456789");
      if (widthEnd == format.length()) {
        return text.append(format, i, format.length()).toString();
      }
      String flags = format.substring(i + 1, flagsEnd);
      String digits = format.substring(flagsEnd, widthEnd);
      String plain = directive(at, format.charAt(widthEnd), flags);
      if (plain.isEmpty()) {
        text.append(format, i, widthEnd + 1);
      } else {
        text.append(dressed(plain, format.charAt(widthEnd), flags, digits));
      }
      i = widthEnd + 1;
    }
    return text.toString();
  }

  private static int skip(String format, int from, String chars) {
    int at = from;
    while (at < format.length() && chars.indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// Numbers come unpadded; `dressed` pads. Empty for what is no directive.
  private static String directive(ZonedDateTime at, char directive, String flags) {
    return switch (directive) {
      case 'Y' -> String.valueOf(at.getYear());
      case 'C' -> String.valueOf(Math.floorDiv(at.getYear(), 100));
      case 'y' -> String.valueOf(Math.floorMod(at.getYear(), 100));
      case 'm' -> String.valueOf(at.getMonthValue());
      case 'B' -> at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'd', 'e' -> String.valueOf(at.getDayOfMonth());
      case 'j' -> String.valueOf(at.getDayOfYear());
      case 'H', 'k' -> String.valueOf(at.getHour());
      case 'I', 'l' -> String.valueOf(at.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> String.valueOf(at.getMinute());
      case 'S' -> String.valueOf(at.getSecond());
      case 'L' -> String.valueOf(at.getNano() / 1_000_000);
      case 'N' -> String.valueOf(at.getNano());
      case 'p' -> at.getHour() < 12 ? "AM" : "PM";
      case 'P' -> at.getHour() < 12 ? "am" : "pm";
      case 'A' -> at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'u' -> String.valueOf(at.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(at.getDayOfWeek().getValue() % 7);
      case 'G' -> String.valueOf(at.get(IsoFields.WEEK_BASED_YEAR));
      case 'V' -> String.valueOf(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'U' -> String.valueOf((at.getDayOfYear() + 6 - at.getDayOfWeek().getValue() % 7) / 7);
      case 'W' -> String.valueOf((at.getDayOfYear() + 7 - at.getDayOfWeek().getValue()) / 7);
      case 's' -> String.valueOf(at.toEpochSecond());
      case 'z' -> pattern(at, flags.contains(":") ? "xxx" : "xx");
      case 'Z' -> zone(at.getZone());
      case 'c' -> pattern(at, "EEE MMM ppd HH:mm:ss uuuu");
      case 'D', 'x' -> pattern(at, "MM/dd/uu");
      case 'F' -> pattern(at, "uuuu-MM-dd");
      case 'T', 'X' -> pattern(at, "HH:mm:ss");
      case 'R' -> pattern(at, "HH:mm");
      case 'r' -> pattern(at, "hh:mm:ss a");
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> "";
    };
  }

  private static String zone(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC)
        ? "UTC"
        : zone.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  private static String pattern(ZonedDateTime at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
  }

  private static int width(String digits) {
    return digits.length() > 2 ? MAX_WIDTH : Math.min(MAX_WIDTH, Integer.parseInt(digits));
  }

  private static String dressed(String plain, char directive, String flags, String digits) {
    String text = flags.contains("^") ? plain.toUpperCase(Locale.ROOT) : plain;
    if (flags.contains("-")) {
      return text;
    }
    boolean blanks = flags.contains("_") || (!flags.contains("0") && "ekl".indexOf(directive) >= 0);
    int natural =
        switch (directive) {
          case 'C', 'y', 'm', 'd', 'e', 'H', 'k', 'I', 'l', 'M', 'S', 'V', 'U', 'W' -> 2;
          case 'j', 'L' -> 3;
          case 'Y', 'G' -> 4;
          case 'N' -> 9;
          default -> 0;
        };
    int width = digits.isEmpty() ? natural : width(digits);
    String pad = blanks || (natural == 0 && !flags.contains("0")) ? " " : "0";
    return text.length() >= width ? text : pad.repeat(width - text.length()) + text;
  }
}
