package dev.throughline.governance;

import dev.throughline.condition.Condition;
import dev.throughline.event.CalendarSpan;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The house rules over every journey. Where a workspace has several policies they are joined:
/// every rule must allow.
///
/// @param attention the comfortable number of messages; only reported on, never enforced
public record Policy(
    List<Cap> caps,
    List<QuietHours> quietHours,
    List<Suppression> suppressions,
    OverCap overCap,
    Arbitration arbitration,
    @Nullable Attention attention) {
  public static final Policy NONE =
      new Policy(List.of(), List.of(), List.of(), OverCap.DROP, Arbitration.DEFAULT, null);

  public Policy {
    caps = List.copyOf(caps);
    quietHours = List.copyOf(quietHours);
    suppressions = List.copyOf(suppressions);
  }

  /// At most `max` sends per `per`. Null purpose, channel, journey or tag: all (but never
  /// transactional, unless `countsTransactional`: then those take places, though they are never
  /// stopped).
  ///
  /// @param tag only sends of journeys with this tag
  /// @param maxFrom the trait by which a person may have a `max` of their own; null: nobody has
  /// @param rolling rolling window (rule G3), else calendar
  /// @param workspaceZone calendar days of the workspace, else of the person
  public record Cap(
      @Nullable String purpose,
      @Nullable String channel,
      @Nullable String journey,
      @Nullable String tag,
      int max,
      @Nullable String maxFrom,
      CalendarSpan per,
      boolean rolling,
      boolean workspaceZone,
      boolean countsTransactional) {

    /// The same with another maximum, which `from` has said.
    Cap withMax(int most, @Nullable String from) {
      return new Cap(
          purpose,
          channel,
          journey,
          tag,
          most,
          from,
          per,
          rolling,
          workspaceZone,
          countsTransactional);
    }
  }

  /// No sends from `from` (included) to `to` (excluded), local time; over midnight when `from` is
  /// later (rule G5). Empty channels or jurisdictions: all.
  public record QuietHours(
      Set<String> channels, Set<String> jurisdictions, LocalTime from, LocalTime to, boolean drop) {
    public QuietHours {
      channels = Set.copyOf(channels);
      jurisdictions = Set.copyOf(jurisdictions);
    }
  }

  /// Nothing is sent while `when` holds. Null purpose: every purpose but transactional.
  ///
  /// @param resume what happens to a message that this stops
  public record Suppression(
      Condition when,
      @Nullable String purpose,
      @Nullable String channel,
      String reason,
      Resume resume) {
    public enum Resume {
      /// The message is dropped.
      DROP,
      /// It is held and goes out when the suppression ends.
      HOLD,
      /// The same, spread over the following hour by a hash of the message.
      SPREAD
    }
  }

  /// What happens to a send over a cap.
  public record OverCap(Then then, CalendarSpan atMost) {
    public enum Then {
      /// Waits at the step for a place, at most `atMost`.
      HOLD,
      /// Is not sent; the journey goes on.
      DROP,
      /// Is not sent, and waits for its feedback are passed by their time-out at once.
      ADVANCE
    }

    public static final OverCap DROP = new OverCap(Then.DROP, CalendarSpan.of("P2D"));
  }

  /// Among sends that compete for the last place within `lookAhead`, what happens to the loser
  /// (rule G4).
  public record Arbitration(CalendarSpan lookAhead, boolean hold) {
    public static final Arbitration DEFAULT = new Arbitration(CalendarSpan.of("P1D"), false);
  }

  public record Attention(int max, CalendarSpan per) {}
}
