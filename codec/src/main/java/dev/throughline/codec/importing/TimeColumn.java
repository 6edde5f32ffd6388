package dev.throughline.codec.importing;

import dev.throughline.event.LocalTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a map takes the time of an event from. A date without a time is its first moment in
/// `zone`.
///
/// @param format null where the column holds ISO 8601 times with their zone
record TimeColumn(Filling from, @Nullable DateTimeFormatter format, ZoneId zone) {
  /// A local date and time, with `T` or a space between them, or a date alone.
  static final DateTimeFormatter LOCAL = pattern("yyyy-MM-dd['T'][' '][HH:mm[:ss[.SSS]]]");

  /// A strict formatter, so that 30 February is a mistake and not the 28th. Throws
  /// `IllegalArgumentException` where the pattern is none.
  static DateTimeFormatter pattern(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /// The time as ISO 8601, or as it stands where that is how the column has it; null where the row
  /// has none that fits the format.
  @Nullable String iso(Row row) {
    String text = from.text(row);
    if (text == null || format == null) {
      return text;
    }
    try {
      return instant(format.parse(text)).toString();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private Instant instant(TemporalAccessor parsed) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    LocalDate date = LocalDate.from(parsed);
    var time = parsed.query(TemporalQueries.localTime());
    LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
    ZoneId own = parsed.query(TemporalQueries.zone());
    return LocalTimes.at(local, own == null ? zone : own);
  }
}
