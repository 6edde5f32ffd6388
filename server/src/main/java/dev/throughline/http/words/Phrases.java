package dev.throughline.http.words;

import dev.throughline.event.CalendarSpan;
import dev.throughline.message.Channels;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Small phrases that sentences are made of.
public final class Phrases {
  private Phrases() {}

  public static String channel(String channel) {
    return switch (channel) {
      case Channels.EMAIL -> "e-mail";
      case Channels.SMS -> "SMS";
      case Channels.PUSH -> "push";
      case Channels.WEB_PUSH -> "web push";
      case Channels.IN_APP -> "in-app message";
      case Channels.WEB -> "web message";
      default -> humanised(channel);
    };
  }

  /// A message of a channel: `the e-mail`.
  public static String theMessage(String channel) {
    return switch (channel) {
      case "" -> "the message";
      case Channels.PUSH, Channels.WEB_PUSH -> "the " + channel(channel) + " notification";
      default -> "the " + channel(channel);
    };
  }

  /// `ltv_tier` as `ltv tier`.
  public static String humanised(String code) {
    return code.replaceAll("[_.-]+", " ").strip();
  }

  public static String sentence(String words) {
    if (words.isEmpty()) {
      return words;
    }
    String start = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return start.endsWith(".") ? start : start + ".";
  }

  /// `30 days`, `an hour`, `90 minutes`.
  public static String span(CalendarSpan span) {
    List<String> parts = new ArrayList<>();
    Period days = span.days();
    long months = Math.abs(days.toTotalMonths());
    long rest = Math.abs(days.get(ChronoUnit.DAYS));
    if (months > 0) {
      parts.add(counted(months, "month"));
    }
    if (rest > 0) {
      parts.add(counted(rest, "day"));
    }
    Duration clock = span.clock().abs();
    if (clock.toHours() > 0) {
      parts.add(counted(clock.toHours(), "hour"));
    }
    if (clock.toMinutesPart() > 0) {
      parts.add(counted(clock.toMinutesPart(), "minute"));
    }
    if (clock.toSecondsPart() > 0) {
      parts.add(counted(clock.toSecondsPart(), "second"));
    }
    return parts.isEmpty() ? "no time" : listed(parts, "and");
  }

  /// After `per`: `day`, `7 days`.
  static String each(CalendarSpan span) {
    return span(span).replaceFirst("^1 (?=\\w+$)", "");
  }

  public static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// `a, b or c`.
  public static String listed(Collection<String> words, String last) {
    List<String> all = List.copyOf(words);
    if (all.size() < 2) {
      return String.join("", all);
    }
    return String.join(", ", all.subList(0, all.size() - 1)) + " " + last + " " + all.getLast();
  }

  /// `10%` of basis points.
  public static String percent(int basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
  }

  /// Why something was not sent, did not begin, or ended.
  public static String reason(String reason) {
    return switch (reason) {
      case "no_consent" -> "there is no consent";
      case "no_address" -> "there is no address";
      case "suppressed" -> "a suppression holds";
      case "frequency_cap" -> "a cap is reached";
      case "quiet_hours" -> "it is within quiet hours";
      case "outranked" -> "another message outranks it";
      case "holdout_global" -> "the person is held out of everything";
      case "holdout_journey" -> "the person is held out of the journey";
      case "holdout_message" -> "the person is held out of the message";
      case "render_error" -> "a value was missing";
      case "channel_down" -> "the provider could not be reached";
      case "journey_ended" -> "the journey ended before it went out";
      case "expired" -> "it was held for too long";
      case "not_qualified" -> "the person does not qualify";
      case "reentry" -> "it is too early to enter again";
      case "already_in" -> "the person is in it already";
      case "paused_journey" -> "the journey is paused";
      case "goal" -> "the goal was reached";
      case "disqualified" -> "the person no longer fits";
      case "superseded" -> "another journey took over";
      case "time_limit" -> "the time limit was reached";
      case "max_messages" -> "the limit of messages was reached";
      case "completed" -> "it came to the end";
      case "erased" -> "the person was erased";
      default -> humanised(reason);
    };
  }
}
