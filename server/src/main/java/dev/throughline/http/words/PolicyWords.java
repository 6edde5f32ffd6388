package dev.throughline.http.words;

import dev.throughline.event.CalendarSpan;
import dev.throughline.governance.Policy;
import dev.throughline.governance.Policy.Cap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The house rules in words.
public final class PolicyWords {
  private PolicyWords() {}

  /// `5 marketing messages per 7 days`.
  public static String cap(Cap cap) {
    String purpose = cap.purpose() == null ? "" : cap.purpose() + " ";
    String kind =
        cap.channel() == null
            ? (cap.max() == 1 ? "message" : "messages")
            : channel(cap.channel(), cap.max());
    String of = cap.journey() == null ? "" : " of " + cap.journey();
    String tagged = cap.tag() == null ? "" : " tagged " + cap.tag();
    String window = cap.rolling() ? "" : ", by the calendar";
    return "%d %s%s%s%s per %s%s"
        .formatted(cap.max(), purpose, kind, of, tagged, Phrases.each(cap.per()), window);
  }

  private static String channel(String channel, int number) {
    String one = Phrases.channel(channel);
    return number == 1 || one.equals("SMS") ? one : one.endsWith("push") ? one + "es" : one + "s";
  }

  public static String quiet(Policy.QuietHours rule) {
    String channels =
        rule.channels().isEmpty()
            ? "messages"
            : new TreeSet<>(rule.channels())
                .stream().map(Phrases::channel).collect(Collectors.joining(" or "));
    return "no %s from %s to %s; %s"
        .formatted(
            channels, rule.from(), rule.to(), rule.drop() ? "they are dropped" : "they wait");
  }

  public static String suppression(Policy.Suppression rule, Named named) {
    String purpose = rule.purpose() == null ? "nothing" : "no " + rule.purpose();
    String channel = rule.channel() == null ? "" : " by " + Phrases.channel(rule.channel());
    return "%s%s while the person %s"
        .formatted(purpose, channel, ConditionWords.of(rule.when(), named).words());
  }

  public static String overCap(Policy.OverCap over) {
    return switch (over.then()) {
      case HOLD -> "a message over a cap waits, at most " + Phrases.span(over.atMost());
      case DROP -> "a message over a cap is not sent";
      case ADVANCE -> "a message over a cap is not sent, and nobody waits for its feedback";
    };
  }

  /// What the check of a cap saw.
  public record Seen(String rule, int used, int max) {}

  private static final Pattern SEEN =
      Pattern.compile("(\\d{1,9}) of (\\d{1,9}) per (\\S+) on ([^,]+)(.*)");

  /// Null where it is not what such a check says.
  public static @Nullable Seen seen(String saw) {
    Matcher seen = SEEN.matcher(saw);
    if (!seen.matches()) {
      return null;
    }
    String per = CalendarSpan.parse(seen.group(3)).map(Phrases::each).orElse(seen.group(3));
    return new Seen(
        "%s per %s on %s%s".formatted(seen.group(2), per, seen.group(4), seen.group(5)),
        Integer.parseInt(seen.group(1)),
        Integer.parseInt(seen.group(2)));
  }
}
