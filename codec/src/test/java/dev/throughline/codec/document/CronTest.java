package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.journey.Cron;
import dev.throughline.journey.Trigger;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CronTest {

  private static Catalog catalog(String cron) {
    return Catalog.journey("entry: { on: { schedule: \"" + cron + "\" } }\n");
  }

  private static String read(String text) {
    Trigger on =
        Objects.requireNonNull(catalog(text).documents().journeys().get("test")).entry().on();
    Cron cron = ((Trigger.OnSchedule) on).cron();
    return "%s %s %s %s %s"
        .formatted(cron.minutes(), cron.hours(), cron.daysOfMonth(), cron.months(), cron.weekdays())
        .replace("{0, 1, 2, 3, 4, 5, 6}", "*")
        .replaceAll("\\{(0, )?1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12(, \\d+)*}", "*");
  }

  @Test
  void fieldsAreNumbersNamesRangesListsAndSteps() {
    assertThat(read("0 9 * * MON")).isEqualTo("{0} {9} * * {1}");
    assertThat(read("*/20 8-10 1,15 jan,JUL sun-tue"))
        .isEqualTo("{0, 20, 40} {8, 9, 10} {1, 15} {1, 7} {0, 1, 2}");
    assertThat(read("5/30 1-5/2 * * 7")).isEqualTo("{5, 35} {1, 3, 5} * * {0}");
    assertThat(read("0 0 * * FRI-SUN")).isEqualTo("{0} {0} * * {0, 5, 6}");
  }

  @Test
  void mistakesAreNamedByTheirField() {
    catalog("0 9 * *")
        .says(
            """
            1 cron /entry/on/schedule: '0 9 * *' has 4 fields, not five.
            """);
    catalog("60 24 0 13 8")
        .says(
            """
            1 cron /entry/on/schedule: In '60 24 0 13 8', the day of month 0 is not between 1 and 31.
            1 cron /entry/on/schedule: In '60 24 0 13 8', the day of week 8 is not between 0 and 7.
            1 cron /entry/on/schedule: In '60 24 0 13 8', the hour 24 is not between 0 and 23.
            1 cron /entry/on/schedule: In '60 24 0 13 8', the minute 60 is not between 0 and 59.
            1 cron /entry/on/schedule: In '60 24 0 13 8', the month 13 is not between 1 and 12.
            """);
    catalog("a */0 5-1 1- ,")
        .says(
            """
            1 cron /entry/on/schedule: In 'a */0 5-1 1- ,', '' is no value of the day of week.
            1 cron /entry/on/schedule: In 'a */0 5-1 1- ,', '' is no value of the month.
            1 cron /entry/on/schedule: In 'a */0 5-1 1- ,', 'a' is no value of the minute.
            1 cron /entry/on/schedule: In 'a */0 5-1 1- ,', the day of month '5-1' runs backwards.
            1 cron /entry/on/schedule: In 'a */0 5-1 1- ,', the step of the hour is zero.
            """);
  }
}
