package dev.throughline.condition;

import dev.throughline.event.LocalTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A reader of ISO dates and times that never throws and soon gives up on other text: traits hold
/// dates as text, and most text is no date.
final class DateText {
  private static final int DATE_LENGTH = 10;
  private static final int MAX_LENGTH = 40;
  private static final int NANO_DIGITS = 9;

  private final String text;
  private int at;

  DateText(String text) {
    this.text = text;
  }

  /// The instant, or null when the text is not an ISO date or time.
  @Nullable Instant instant(ZoneId zone) {
    if (text.length() < DATE_LENGTH || text.length() > MAX_LENGTH || text.charAt(4) != '-') {
      return null;
    }
    int year = digits(4);
    int month = after('-') ? digits(2) : -1;
    int day = after('-') ? digits(2) : -1;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > Times.lengthOfMonth(year, month)) {
      return null;
    }
    if (at == text.length()) {
      return LocalTimes.at(LocalDateTime.of(year, month, day, 0, 0), zone);
    }
    if (!after('T') && !after('t') && !after(' ')) {
      return null;
    }
    int hour = digits(2);
    int minute = after(':') ? digits(2) : -1;
    int second = after(':') ? digits(2) : 0;
    int nano = second >= 0 && after('.') ? fraction() : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return null;
    }
    return nano < 0
        ? null
        : in(LocalDateTime.of(year, month, day, hour, minute, second, nano), zone);
  }

  private @Nullable Instant in(LocalDateTime local, ZoneId zone) {
    if (at == text.length()) {
      return LocalTimes.at(local, zone);
    }
    int offsetMinutes = after('Z') || after('z') ? 0 : offsetMinutes();
    if (offsetMinutes == Integer.MIN_VALUE || at != text.length()) {
      return null;
    }
    return local.toInstant(ZoneOffset.UTC).minusSeconds(offsetMinutes * 60L);
  }

  /// `+02:00`, `-0330`, `+02`; the least integer when it is something else.
  private int offsetMinutes() {
    int sign = after('+') ? 1 : after('-') ? -1 : 0;
    int hours = digits(2);
    int minutes = after(':') || at < text.length() ? digits(2) : 0;
    boolean read = sign != 0 && hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    return read ? sign * (hours * 60 + minutes) : Integer.MIN_VALUE;
  }

  private int fraction() {
    int start = at;
    int nano = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && at - start < NANO_DIGITS) {
      nano = nano * 10 + text.charAt(at++) - '0';
    }
    int read = at - start;
    for (int digit = read; digit < NANO_DIGITS; digit++) {
      nano *= 10;
    }
    return read == 0 ? -1 : nano;
  }

  private boolean after(char expected) {
    boolean found = at < text.length() && text.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  /// The next `count` digits as a number, or -1.
  private int digits(int count) {
    if (at + count > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < count; i++) {
      char digit = text.charAt(at++);
      if (!isDigit(digit)) {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
