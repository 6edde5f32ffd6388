package dev.throughline.codec.state;

import dev.throughline.customer.Conversion;
import dev.throughline.customer.Conversion.Credited;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Exposure;
import dev.throughline.customer.Message;
import dev.throughline.customer.PendingRefund;
import dev.throughline.customer.Reservation;
import dev.throughline.customer.Touch;
import java.util.List;

/// What was sent to a person and what came of it, as bytes: messages, caps, touches, conversions. A
/// word's place in its list is its code: add at the end, never change the order.
final class SendBytes {
  /// The first version in which a reservation has the tags of its journey.
  private static final int WITH_TAGS = 2;

  /// The first version in which touches say under what they came, and refunds may wait.
  private static final int WITH_EXPOSURE = 2;

  private static final List<Message.Outcome> OUTCOMES =
      List.of(
          Message.Outcome.SENT,
          Message.Outcome.GHOST,
          Message.Outcome.HELD,
          Message.Outcome.DROPPED);
  private static final List<Touch.Status> STATUSES =
      List.of(
          Touch.Status.DELIVERED,
          Touch.Status.OPENED,
          Touch.Status.CLICKED,
          Touch.Status.VISIT,
          Touch.Status.SALES);

  private SendBytes() {}

  static void write(Sink sink, Customer customer) {
    sink.each(customer.messages, message -> message(sink, message));
    sink.each(customer.reservations, reservation -> reservation(sink, reservation));
    sink.each(customer.touches, touch -> touch(sink, touch));
    sink.each(customer.conversions, conversion -> conversion(sink, conversion));
    sink.each(customer.pendingRefunds, refund -> refund(sink, refund));
  }

  /// @param version of the bytes
  static void read(Source source, Customer customer, int version) {
    customer.messages.addAll(source.list(() -> message(source, version)));
    customer.reservations.addAll(source.list(() -> reservation(source, version)));
    customer.touches.addAll(source.list(() -> touch(source, version)));
    customer.conversions.addAll(source.list(() -> conversion(source, version)));
    if (version >= WITH_EXPOSURE) {
      customer.pendingRefunds.addAll(source.list(() -> refund(source)));
    }
  }

  private static void message(Sink sink, Message message) {
    sink.text(message.id());
    sink.text(message.journey());
    sink.signed(message.version());
    sink.text(message.instance());
    sink.text(message.step());
    sink.maybe(message.channel(), sink::text);
    sink.text(message.purpose());
    sink.instant(message.arrivedAt());
    sink.instant(message.decidedAt());
    sink.octet(OUTCOMES.indexOf(message.outcome()));
    sink.text(message.address());
    exposure(sink, message.exposure());
  }

  private static Message message(Source source, int version) {
    return new Message(
        source.text(),
        source.text(),
        source.number(),
        source.text(),
        source.text(),
        source.maybe(source::text),
        source.text(),
        source.instant(),
        source.instant(),
        source.word(OUTCOMES),
        source.text(),
        exposure(source, version));
  }

  private static void reservation(Sink sink, Reservation reservation) {
    sink.text(reservation.message());
    sink.instant(reservation.at());
    sink.text(reservation.channel());
    sink.text(reservation.purpose());
    sink.text(reservation.journey());
    sink.each(reservation.tags(), sink::text);
    sink.flag(reservation.ghost());
  }

  private static Reservation reservation(Source source, int version) {
    return new Reservation(
        source.text(),
        source.instant(),
        source.text(),
        source.text(),
        source.text(),
        version < WITH_TAGS ? List.of() : source.list(source::text),
        source.flag());
  }

  private static void exposure(Sink sink, Exposure exposure) {
    sink.once(
        sink.exposures,
        exposure,
        () -> {
          sink.maybe(exposure.arm(), sink::text);
          sink.each(exposure.segments(), sink::text);
        });
  }

  private static Exposure exposure(Source source, int version) {
    return version < WITH_EXPOSURE
        ? Exposure.NONE
        : source.once(
            source.exposures,
            () -> new Exposure(source.maybe(source::text), source.list(source::text)));
  }

  /// A conversion names each of its touches once for every model, mostly after the person's list.
  static void touch(Sink sink, Touch touch) {
    sink.once(
        sink.touches,
        touch,
        () -> {
          sink.text(touch.id());
          sink.octet(STATUSES.indexOf(touch.status()));
          sink.instant(touch.at());
          sink.maybe(touch.journey(), sink::text);
          sink.signed(touch.version());
          sink.maybe(touch.step(), sink::text);
          sink.maybe(touch.stage(), sink::text);
          sink.text(touch.channel());
          exposure(sink, touch.exposure());
        });
  }

  /// @param version of the customer's bytes that have such touches
  static Touch touch(Source source, int version) {
    return version < WITH_EXPOSURE
        ? wholeTouch(source, version)
        : source.once(source.touches, () -> wholeTouch(source, version));
  }

  private static Touch wholeTouch(Source source, int version) {
    return new Touch(
        source.text(),
        source.word(STATUSES),
        source.instant(),
        source.maybe(source::text),
        source.number(),
        source.maybe(source::text),
        source.maybe(source::text),
        source.text(),
        exposure(source, version));
  }

  private static void conversion(Sink sink, Conversion conversion) {
    sink.text(conversion.spec());
    sink.text(conversion.order());
    sink.instant(conversion.at());
    sink.decimal(conversion.value());
    sink.text(conversion.currency());
    sink.decimal(conversion.refunded());
    sink.signed(conversion.revision());
    sink.each(
        conversion.credits(),
        credited -> {
          sink.text(credited.model());
          touch(sink, credited.touch());
          sink.decimal(credited.weight());
          sink.decimal(credited.value());
        });
  }

  private static Conversion conversion(Source source, int version) {
    return new Conversion(
        source.text(),
        source.text(),
        source.instant(),
        source.decimal(),
        source.text(),
        source.decimal(),
        source.number(),
        source.list(() ->
            new Credited(
                source.text(), touch(source, version), source.decimal(), source.decimal())));
  }

  private static void refund(Sink sink, PendingRefund refund) {
    sink.text(refund.conversion());
    sink.text(refund.order());
    sink.maybe(refund.amount(), sink::decimal);
    sink.instant(refund.at());
    sink.instant(refund.heardAt());
  }

  private static PendingRefund refund(Source source) {
    return new PendingRefund(
        source.text(),
        source.text(),
        source.maybe(source::decimal),
        source.instant(),
        source.instant());
  }
}
