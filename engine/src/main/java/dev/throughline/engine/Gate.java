package dev.throughline.engine;

import dev.throughline.condition.Evaluation;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Instance;
import dev.throughline.customer.Reservation;
import dev.throughline.event.StableHash;
import dev.throughline.governance.Addresses;
import dev.throughline.governance.Caps;
import dev.throughline.governance.Consent;
import dev.throughline.governance.Jurisdictions;
import dev.throughline.governance.Policy;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.governance.Policy.OverCap;
import dev.throughline.governance.Policy.Suppression;
import dev.throughline.governance.QuietClock;
import dev.throughline.journey.Journey;
import dev.throughline.journey.Step;
import dev.throughline.message.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks of rule G1 on one send, in their order: erased, bounced or complained; consent;
/// address; suppression; quiet hours; caps; arbitration; render. The first that stops it is the
/// reason.
final class Gate {
  /// A suppression with `resume: spread` lets its messages go within this many seconds.
  private static final int SPREAD_SECONDS = 3600;

  private final Turn turn;
  private final Instance instance;
  private final Journey journey;
  private final Step.Send send;
  private final Template template;
  private final String message;
  private final Instant arrivedAt;
  private final Set<String> batch;
  private final boolean ghost;
  private final List<Fact.Check> checks = new ArrayList<>();

  /// @param batch messages that took a place in the same round of decisions, which this one may
  ///   have lost
  Gate(
      Turn turn,
      Instance instance,
      Step.Send send,
      String message,
      Instant arrivedAt,
      Set<String> batch) {
    this.turn = turn;
    this.instance = instance;
    this.journey = turn.journey(instance);
    this.send = send;
    this.message = message;
    this.arrivedAt = arrivedAt;
    this.batch = batch;
    this.ghost = Holdouts.level(turn, journey, send).isPresent();
    Template found = turn.catalog.documents().templates().get(send.template());
    if (found == null) {
      throw new IllegalStateException("The catalog has no template " + send.template());
    }
    this.template = found;
  }

  Verdict check() {
    String channel = Ladder.choose(turn, journey, send, ghost);
    Optional<Verdict> stopped = reach(channel);
    if (stopped.isEmpty()) {
      stopped = suppression(channel);
    }
    if (stopped.isEmpty()) {
      stopped = quiet(channel);
    }
    if (stopped.isEmpty()) {
      stopped = caps(channel);
    }
    return stopped.orElseGet(() -> render(channel));
  }

  private Optional<Verdict> reach(String channel) {
    Customer customer = turn.customer;
    if (customer.erased) {
      return stop("suppressed", channel, "erased", "the person was erased");
    }
    Optional<String> address = Addresses.of(customer, channel);
    String bad = address.map(to -> customer.badAddresses.get(channel + ":" + to)).orElse(null);
    if (bad != null && (bad.equals("bounced") || !journey.isTransactional())) {
      return stop("suppressed", channel, "address_health", "the address " + bad);
    }
    passed("address_health", bad == null ? "good" : bad);
    if (!Consent.allows(customer, journey.purpose(), channel, turn.catalog.workspace().consent())) {
      return stop("no_consent", channel, "consent", consentSeen(channel));
    }
    passed("consent", consentSeen(channel));
    if (address.isEmpty()) {
      return stop("no_address", channel, "address", "none for " + channel);
    }
    passed("address", channel);
    return Optional.empty();
  }

  private String consentSeen(String channel) {
    if (journey.isTransactional()) {
      return "transactional needs none";
    }
    return turn.customer
        .consents
        .on(journey.purpose(), channel)
        .map(said -> (said.granted() ? "granted " : "refused ") + said.at())
        .orElse("nothing said");
  }

  private Optional<Verdict> suppression(String channel) {
    Instant held = null;
    for (Suppression rule : turn.catalog.policy().suppressions()) {
      boolean about =
          rule.purpose() == null
              ? !journey.isTransactional()
              : rule.purpose().equals(journey.purpose());
      if (!about || (rule.channel() != null && !rule.channel().equals(channel))) {
        continue;
      }
      Evaluation evaluation = turn.evaluation(turn.event, instance);
      if (turn.holds(rule.when(), evaluation, "policy " + rule.reason())) {
        failed("suppression", rule.reason());
        instance.releaseAt = null;
        instance.heldBy = rule.reason();
        return Optional.of(
            rule.resume() == Suppression.Resume.DROP
                ? new Verdict.Stop("suppressed", channel, false, checks)
                : new Verdict.Hold("suppressed", channel, evaluation.changesAt(), null, checks));
      }
      if (rule.resume() == Suppression.Resume.SPREAD && rule.reason().equals(instance.heldBy)) {
        held = spread();
      }
    }
    if (held != null && held.isAfter(turn.now)) {
      failed("suppression", "ended; spread until " + held);
      return Optional.of(new Verdict.Hold("suppressed", channel, held, null, checks));
    }
    passed("suppression", "none");
    return Optional.empty();
  }

  private Instant spread() {
    Instant release = instance.releaseAt;
    if (release == null) {
      release = turn.now.plusSeconds(StableHash.bucket(SPREAD_SECONDS, "spread", message));
      instance.releaseAt = release;
    }
    return release;
  }

  private Optional<Verdict> quiet(String channel) {
    if (journey.isTransactional()) {
      return Optional.empty();
    }
    List<Policy.QuietHours> rules =
        QuietClock.applicable(turn.catalog.policy(), channel, Jurisdictions.of(turn.customer));
    Optional<Instant> end = QuietClock.endOfQuiet(rules, turn.now, turn.zone());
    if (end.isEmpty()) {
      passed("quiet_hours", turn.zone().getId());
      return Optional.empty();
    }
    failed("quiet_hours", "until " + end.get() + " in " + turn.zone().getId());
    boolean drop =
        QuietClock.quietNow(rules, turn.now, turn.zone()).stream()
            .anyMatch(Policy.QuietHours::drop);
    return Optional.of(
        drop
            ? new Verdict.Stop("quiet_hours", channel, false, checks)
            : new Verdict.Hold("quiet_hours", channel, opening(end.get()), null, checks));
  }

  private static @Nullable Instant opening(Instant end) {
    return end.equals(QuietClock.NEVER) ? null : end;
  }

  private Optional<Verdict> caps(String channel) {
    List<Cap> caps = Caps.applicable(turn.catalog.policy(), journey, channel, turn.customer);
    List<Reservation> ledger = turn.customer.reservations;
    List<Reservation> before =
        batch.isEmpty()
            ? ledger
            : ledger.stream().filter(place -> !batch.contains(place.message())).toList();
    Instant freeAt = null;
    for (Cap cap : caps) {
      int used = used(cap, before);
      if (used >= cap.max()) {
        failed("frequency_cap", named(cap, used));
        Optional<Instant> free =
            Caps.freeAt(cap, ledger, ghost, turn.now, turn.zone(), turn.catalog.workspace().zone());
        freeAt = Ladder.later(freeAt, free.orElse(null));
      } else {
        passed("frequency_cap", named(cap, used));
      }
    }
    boolean full = checks.stream().anyMatch(check -> !check.passed());
    if (full) {
      return Optional.of(over("frequency_cap", channel, freeAt));
    }
    for (Cap cap : caps) {
      Optional<Contest.Lost> lost =
          used(cap, ledger) >= cap.max()
              ? Optional.of(new Contest.Lost("a send decided at the same moment", null))
              : Contest.lost(turn, instance, journey, cap, ghost);
      if (lost.isPresent()) {
        failed("arbitration", lost.get().to());
        return Optional.of(outranked(channel, lost.get().retryAt()));
      }
    }
    passed("arbitration", caps.isEmpty() ? "no cap applies" : "won or unopposed");
    return Optional.empty();
  }

  private int used(Cap cap, List<Reservation> ledger) {
    return Caps.used(cap, ledger, ghost, turn.now, turn.zone(), turn.catalog.workspace().zone());
  }

  private static String named(Cap cap, int used) {
    String on = cap.channel() == null ? "all channels" : cap.channel();
    String about = cap.tag() == null ? "" : " tagged " + cap.tag();
    String said = cap.maxFrom() == null ? "" : ", the person's own " + cap.maxFrom();
    return "%d of %d per %s on %s%s%s".formatted(used, cap.max(), cap.per(), on, about, said);
  }

  private Verdict over(String reason, String channel, @Nullable Instant freeAt) {
    OverCap overCap = turn.catalog.policy().overCap();
    return switch (overCap.then()) {
      case HOLD -> new Verdict.Hold(reason, channel, freeAt, expiry(), checks);
      case DROP -> new Verdict.Stop(reason, channel, false, checks);
      case ADVANCE -> new Verdict.Stop(reason, channel, true, checks);
    };
  }

  private Verdict outranked(String channel, @Nullable Instant retryAt) {
    if (!turn.catalog.policy().arbitration().hold()) {
      boolean advance = turn.catalog.policy().overCap().then() == OverCap.Then.ADVANCE;
      return new Verdict.Stop("outranked", channel, advance, checks);
    }
    return new Verdict.Hold("outranked", channel, retryAt, expiry(), checks);
  }

  private Instant expiry() {
    return turn.catalog.policy().overCap().atMost().after(arrivedAt, turn.zone());
  }

  private Verdict render(String channel) {
    return switch (Rendering.render(turn, instance, send.id(), template)) {
      case Rendering.Result.Parts(var parts) -> {
        passed("render", template.key());
        String address = Addresses.of(turn.customer, channel).orElse("");
        yield new Verdict.Pass(channel, address, parts, checks);
      }
      case Rendering.Result.Failed(String why) -> {
        failed("render", why);
        yield new Verdict.Stop("render_error", channel, false, checks);
      }
    };
  }

  private void passed(String check, String saw) {
    checks.add(new Fact.Check(check, true, saw));
  }

  private void failed(String check, String saw) {
    checks.add(new Fact.Check(check, false, saw));
  }

  private Optional<Verdict> stop(String reason, String channel, String check, String saw) {
    failed(check, saw);
    return Optional.of(new Verdict.Stop(reason, channel, false, checks));
  }
}
