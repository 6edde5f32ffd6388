package dev.throughline.codec.state;

import dev.throughline.customer.Account;
import dev.throughline.customer.Activity;
import dev.throughline.customer.Arm;
import dev.throughline.customer.Consents.Decision;
import dev.throughline.customer.Consents.Topic;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Device;
import dev.throughline.customer.Identifier;
import dev.throughline.customer.Membership;
import dev.throughline.customer.Run;
import dev.throughline.customer.Tally;
import dev.throughline.customer.Trait;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;

/// The whole state of one customer as bytes: a version, then every field in the order of the class.
/// The same state gives the same bytes.
public final class CustomerBytes {
  /// What `write` writes. A new version is added beside the old ones, which stay readable.
  public static final int VERSION = 2;

  private static final int FIRST_VERSION = 1;

  /// The first version that says whether the name is a user id.
  private static final int WITH_NAMESPACE = 2;

  /// The first version that has what the person did last.
  private static final int WITH_RECENT = 2;

  private static final byte[] NOTHING = {};

  private CustomerBytes() {}

  public static byte[] write(Customer customer) {
    return new Writer().write(customer, NOTHING);
  }

  /// Writes one customer after the other, by one thread at a time, in the room that the first ones
  /// took.
  public static final class Writer {
    private final Sink sink = new Sink();

    /// @param before bytes to begin with, which `read` is told to pass over
    public byte[] write(Customer customer, byte[] before) {
      sink.clear();
      sink.put(before);
      CustomerBytes.write(sink, customer);
      return sink.toBytes();
    }
  }

  private static void write(Sink sink, Customer customer) {
    sink.octet(VERSION);
    sink.text(customer.id.value());
    sink.flag(customer.known);
    person(sink, customer);
    history(sink, customer);
    journeys(sink, customer);
    SendBytes.write(sink, customer);
    sink.each(customer.arms, arm -> arm(sink, arm));
    sink.each(customer.offers, times -> sink.signed(times));
    sink.maybe(customer.createdAt, sink::instant);
    sink.flag(customer.erased);
    sink.unsigned(customer.facts);
    sink.instant(customer.clock);
  }

  /// Throws `CorruptBytes` where the bytes are not what some version of `write` wrote.
  public static Customer read(byte[] bytes) {
    return read(bytes, 0);
  }

  /// @param from where the customer begins; the rest of the bytes is all theirs
  public static Customer read(byte[] bytes, int from) {
    Source source = new Source(bytes, from);
    int version = source.octet();
    if (version < FIRST_VERSION || version > VERSION) {
      throw new CorruptBytes(
          "A customer stored as version %d; this program reads versions %d to %d"
              .formatted(version, FIRST_VERSION, VERSION));
    }
    try {
      Customer customer = customer(source, version);
      if (source.remaining() > 0) {
        throw new CorruptBytes("%d bytes after the customer".formatted(source.remaining()));
      }
      return customer;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException broken) {
      throw new CorruptBytes("The bytes hold what no customer has: " + broken.getMessage(), broken);
    }
  }

  private static Customer customer(Source source, int version) {
    Customer customer = new Customer(new CustomerId(source.text()));
    boolean known = version >= WITH_NAMESPACE && source.flag();
    person(source, customer);
    customer.known =
        version < WITH_NAMESPACE
            ? customer.identifiers.contains(Identifier.user(customer.id.value()))
            : known;
    history(source, customer, version);
    journeys(source, customer, version);
    SendBytes.read(source, customer, version);
    customer.arms.putAll(source.map(() -> new Arm(source.text(), source.instant(), source.flag())));
    customer.offers.putAll(source.map(source::number));
    customer.createdAt = source.maybe(source::instant);
    customer.erased = source.flag();
    customer.facts = source.unsigned();
    customer.clock = source.instant();
    return customer;
  }

  private static void person(Sink sink, Customer customer) {
    sink.each(
        customer.identifiers,
        identifier -> {
          sink.text(identifier.namespace());
          sink.text(identifier.value());
        });
    sink.each(
        customer.traits,
        trait -> {
          EventBytes.value(sink, trait.value());
          sink.instant(trait.at());
        });
    sink.maybe(
        customer.account,
        account -> {
          sink.text(account.id());
          EventBytes.fields(sink, account.traits());
          sink.instant(account.at());
        });
    sink.each(
        customer.consents.all().entrySet(),
        said -> {
          sink.text(said.getKey().purpose());
          sink.text(said.getKey().channel());
          sink.flag(said.getValue().granted());
          sink.instant(said.getValue().at());
        });
    sink.each(customer.badAddresses, sink::text);
    sink.maybe(
        customer.device,
        device -> {
          sink.text(device.token());
          sink.text(device.type());
          sink.instant(device.at());
        });
  }

  private static void person(Source source, Customer customer) {
    customer.identifiers.addAll(source.list(() -> new Identifier(source.text(), source.text())));
    customer.traits.putAll(source.map(() -> new Trait(EventBytes.value(source), source.instant())));
    customer.account =
        source.maybe(() -> new Account(source.text(), EventBytes.fields(source), source.instant()));
    source.list(() -> {
      Topic topic = new Topic(source.text(), source.text());
      customer.consents.decide(topic, new Decision(source.flag(), source.instant()));
      return topic;
    });
    customer.badAddresses.putAll(source.map(source::text));
    customer.device =
        source.maybe(() -> new Device(source.text(), source.text(), source.instant()));
  }

  private static void history(Sink sink, Customer customer) {
    sink.each(customer.tallies, tally -> tally(sink, tally));
    sink.each(customer.first, sink::event);
    sink.each(customer.last, sink::event);
    sink.each(customer.session, sink::event);
    sink.each(
        customer.recent,
        activity -> {
          sink.text(activity.event());
          sink.instant(activity.at());
        });
    sink.each(
        customer.segments,
        membership -> {
          sink.flag(membership.in());
          sink.maybe(membership.since(), sink::instant);
          sink.maybe(membership.recheckAt(), sink::instant);
        });
    sink.maybe(customer.recheckAt, sink::instant);
    sink.each(customer.audiences, sink::text);
  }

  private static void history(Source source, Customer customer, int version) {
    customer.tallies.putAll(source.map(() -> tally(source)));
    customer.first.putAll(source.map(source::event));
    customer.last.putAll(source.map(source::event));
    customer.session.addAll(source.list(source::event));
    if (version >= WITH_RECENT) {
      customer.recent.addAll(source.list(() -> new Activity(source.text(), source.instant())));
    }
    customer.segments.putAll(
        source.map(() ->
            new Membership(
                source.flag(), source.maybe(source::instant), source.maybe(source::instant))));
    customer.recheckAt = source.maybe(source::instant);
    customer.audiences.addAll(source.list(source::text));
  }

  /// Times ascend, so each is written as its distance from the one before.
  private static void tally(Sink sink, Tally tally) {
    sink.unsigned(tally.forgotten());
    sink.decimal(tally.forgottenSum());
    long[] times = tally.times();
    boolean sums = false;
    for (int i = 0; i < times.length; i++) {
      sums |= tally.amount(i) != null;
    }
    sink.unsigned(times.length);
    sink.flag(sums);
    long before = 0;
    for (int i = 0; i < times.length; i++) {
      sink.signed(times[i] - before);
      before = times[i];
      if (sums) {
        sink.maybe(tally.amount(i), sink::decimal);
      }
    }
  }

  private static Tally tally(Source source) {
    Tally tally = new Tally();
    tally.restoreForgotten(source.unsigned(), source.decimal());
    int size = source.count();
    boolean sums = source.flag();
    long time = 0;
    for (int i = 0; i < size; i++) {
      time += source.signed();
      BigDecimal amount = sums ? source.maybe(source::decimal) : null;
      tally.add(Instant.ofEpochMilli(time), amount);
    }
    return tally;
  }

  private static void journeys(Sink sink, Customer customer) {
    sink.each(customer.instances, instance -> InstanceBytes.write(sink, instance));
    sink.each(
        customer.runs,
        run -> {
          sink.instant(run.enteredAt());
          sink.maybe(run.exitedAt(), sink::instant);
          sink.signed(run.times());
        });
    sink.each(customer.paused, sink::instant);
    sink.each(customer.alarms, sink::instant);
  }

  private static void journeys(Source source, Customer customer, int version) {
    customer.instances.addAll(source.list(() -> InstanceBytes.read(source, version)));
    customer.runs.putAll(
        source.map(
            () -> new Run(source.instant(), source.maybe(source::instant), source.number())));
    customer.paused.putAll(source.map(source::instant));
    customer.alarms.putAll(source.map(source::instant));
  }

  private static void arm(Sink sink, Arm arm) {
    sink.text(arm.name());
    sink.instant(arm.exposedAt());
    sink.flag(arm.contaminated());
  }
}
