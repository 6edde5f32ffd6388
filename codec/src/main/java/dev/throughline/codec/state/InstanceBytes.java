package dev.throughline.codec.state;

import dev.throughline.customer.Instance;

/// A running instance of a journey as bytes.
final class InstanceBytes {
  /// The first version that has the arms of the splits passed.
  private static final int WITH_ARMS = 2;

  private InstanceBytes() {}

  static void write(Sink sink, Instance instance) {
    sink.text(instance.id);
    sink.text(instance.journey);
    sink.signed(instance.version);
    sink.text(instance.value);
    sink.instant(instance.enteredAt);
    sink.maybe(instance.entry, sink::event);
    sink.text(instance.step);
    sink.instant(instance.arrivedAt);
    sink.instant(instance.previousArrivedAt);
    sink.maybe(instance.dueAt, sink::instant);
    sink.maybe(instance.deadline, sink::instant);
    sink.maybe(instance.recheckAt, sink::instant);
    sink.maybe(instance.held, sink::text);
    sink.flag(instance.suspended);
    sink.maybe(instance.releaseAt, sink::instant);
    sink.maybe(instance.heldBy, sink::text);
    sink.signed(instance.messages);
    sink.each(instance.arrivals, times -> sink.signed(times));
    sink.each(instance.seen, sink::instant);
    sink.each(instance.sent, sink::text);
    sink.each(instance.skipped, sink::text);
    sink.each(instance.chosen, sink::text);
    sink.each(instance.arms, sink::text);
  }

  /// @param version of the bytes
  static Instance read(Source source, int version) {
    Instance instance =
        new Instance(
            source.text(),
            source.text(),
            source.number(),
            source.text(),
            source.instant(),
            source.maybe(source::event),
            source.text());
    instance.arrivedAt = source.instant();
    instance.previousArrivedAt = source.instant();
    instance.dueAt = source.maybe(source::instant);
    instance.deadline = source.maybe(source::instant);
    instance.recheckAt = source.maybe(source::instant);
    instance.held = source.maybe(source::text);
    instance.suspended = source.flag();
    instance.releaseAt = source.maybe(source::instant);
    instance.heldBy = source.maybe(source::text);
    instance.messages = source.number();
    instance.arrivals.putAll(source.map(source::number));
    instance.seen.putAll(source.map(source::instant));
    instance.sent.putAll(source.map(source::text));
    instance.skipped.addAll(source.list(source::text));
    instance.chosen.putAll(source.map(source::text));
    if (version >= WITH_ARMS) {
      instance.arms.putAll(source.map(source::text));
    }
    return instance;
  }
}
