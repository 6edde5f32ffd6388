package dev.throughline.codec.liquid;

import dev.throughline.codec.liquid.Filter.Arguments;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Decimal;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Moment;
import dev.throughline.event.Value.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `date` and `time_zone`. `now` and `today` are the model's `now`; a date without an offset is
/// UTC's; names of days and months are English whatever the machine speaks.
final class Dates {
  static final List<Filter> ALL =
      List.of(Filter.of("date", 1, 1, Dates::date), Filter.of("time_zone", 1, 1, Dates::timeZone));

  private static final int MAX_DATE_CHARS = 64;
  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT);

  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          DateTimeFormatter.ISO_DATE_TIME,
          formatter("uuuu-MM-dd['T'][ ]HH:mm[:ss][.SSS][ ][XXX][XX][X]"),
          formatter("uuuu-MM-dd HH:mm:ss 'UTC'"),
          formatter("uuuu-MM-dd"),
          formatter("uuuu/MM/dd"),
          formatter("MMMM d, uuuu"),
          formatter("MMM d, uuuu"),
          formatter("d MMMM uuuu"),
          formatter("d MMM uuuu"),
          DateTimeFormatter.RFC_1123_DATE_TIME);

  private Dates() {}

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /// What cannot be read as a date is printed as it is, as in Liquid.
  private static Value date(Value input, Arguments to) {
    String format = to.text(0);
    if (format.isBlank()) {
      return input;
    }
    return moment(input, to)
        .map(moment -> Value.of(Strftime.format(moment, format, to.budget())))
        .orElse(input);
  }

  private static Value timeZone(Value input, Arguments to) {
    try {
      ZoneId zone = ZoneId.of(to.text(0));
      return moment(input, to)
          .map(moment -> Value.of(WITH_OFFSET.format(moment.withZoneSameInstant(zone))))
          .orElse(input);
    } catch (DateTimeException _) {
      throw new Stopped("'%s' is not a time zone".formatted(to.text(0)));
    }
  }

  private static Optional<ZonedDateTime> moment(Value input, Arguments to) {
    return switch (input) {
      case Moment(Instant instant) -> Optional.of(instant.atZone(ZoneOffset.UTC));
      case Int(long seconds) -> epoch(seconds);
      case Decimal _ -> epoch(Coercion.whole(input));
      case Text(String text) -> text.length() > MAX_DATE_CHARS ? Optional.empty() : read(text, to);
      case Value.Nothing _, Value.Bool _, Value.Span _, Value.Items _, Value.Fields _ ->
          Optional.empty();
    };
  }

  private static Optional<ZonedDateTime> epoch(long seconds) {
    try {
      return Optional.of(Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<ZonedDateTime> read(String text, Arguments to) {
    String trimmed = text.strip();
    if (trimmed.equalsIgnoreCase("now") || trimmed.equalsIgnoreCase("today")) {
      return Optional.of(now(to));
    }
    if (trimmed.matches("-?\\d{1,18}")) {
      return epoch(Long.parseLong(trimmed));
    }
    for (DateTimeFormatter format : FORMATS) {
      try {
        TemporalAccessor read =
            format.parseBest(trimmed, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        return Optional.of(inUtc(read));
      } catch (DateTimeException _) {
        // Another format may fit.
      }
    }
    return Optional.empty();
  }

  private static ZonedDateTime inUtc(TemporalAccessor read) {
    return switch (read) {
      case ZonedDateTime zoned -> zoned;
      case LocalDateTime local -> local.atZone(ZoneOffset.UTC);
      default -> LocalDate.from(read).atStartOfDay(ZoneOffset.UTC);
    };
  }

  private static ZonedDateTime now(Arguments to) {
    Value now = to.now();
    boolean isNow = now instanceof Text(String text) && text.strip().equalsIgnoreCase("now");
    if (now.isNothing() || isNow) {
      throw new Stopped("the template asks for the time, but its model has no 'now'");
    }
    return moment(now, to)
        .orElseThrow(() -> new Stopped("the model's 'now' is not a time: " + Coercion.text(now)));
  }
}
