package dev.throughline.customer;

import java.time.Instant;
import java.util.Comparator;

/// Something that a person did lately: the name of the event and when.
public record Activity(String event, Instant at) implements Comparable<Activity> {
  private static final Comparator<Activity> ORDER =
      Comparator.comparing(Activity::at).thenComparing(Activity::event);

  @Override
  public int compareTo(Activity other) {
    return ORDER.compare(this, other);
  }
}
