package dev.throughline.kafka;

import dev.throughline.codec.json.EventLine;
import dev.throughline.codec.json.Slice;
import dev.throughline.codec.state.FactBytes;
import dev.throughline.customer.CustomerId;
import dev.throughline.engine.Fact;
import dev.throughline.event.Event;
import dev.throughline.runtime.Told;
import dev.throughline.runtime.Told.Taken;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What was told, as bytes and back: a version, the facts as `FactBytes` has them, the events as
/// their lines.
final class ToldBytes {
  private static final int VERSION = 1;

  /// What a record may take before compression; more is told in several.
  static final int LIMIT = 768 << 10;

  /// A guess for dividing: facts differ less than events, which say how long they are.
  private static final int FACT_BYTES = 400;

  private ToldBytes() {}

  /// The same in parts, each small enough for a record, in order.
  static List<Told> parts(Told told) {
    List<Told> parts = new ArrayList<>();
    divide(told, parts);
    return parts;
  }

  private static void divide(Told told, List<Told> parts) {
    int facts = told.facts().size();
    int events = told.events().size();
    if (facts + events <= 1 || size(told) <= LIMIT) {
      parts.add(told);
      return;
    }
    int factsFirst;
    int eventsFirst;
    long upTo;
    if (facts > 1) {
      factsFirst = facts / 2;
      // An event comes before the facts that follow from it.
      eventsFirst = eventsUpTo(told, told.entries().get(factsFirst - 1));
      upTo = told.entries().get(factsFirst) - 1;
    } else {
      eventsFirst = events / 2;
      upTo = told.events().get(eventsFirst).entry() - 1;
      factsFirst = facts == 1 && told.entries().getFirst() <= upTo ? 1 : 0;
    }
    divide(part(told, 0, factsFirst, 0, eventsFirst, Math.min(told.entry(), upTo)), parts);
    divide(part(told, factsFirst, facts, eventsFirst, events, told.entry()), parts);
  }

  private static int eventsUpTo(Told told, long entry) {
    int count = 0;
    while (count < told.events().size() && told.events().get(count).entry() <= entry) {
      count++;
    }
    return count;
  }

  private static Told part(
      Told told, int facts, int factsEnd, int events, int eventsEnd, long entry) {
    return new Told(
        told.firstFact() + facts,
        told.facts().subList(facts, factsEnd),
        told.entries().subList(facts, factsEnd),
        told.events().subList(events, eventsEnd),
        entry);
  }

  private static long size(Told told) {
    long size = (long) told.facts().size() * FACT_BYTES;
    for (Taken taken : told.events()) {
      size += taken.line().length();
    }
    return size;
  }

  static void write(Told told, DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(told.firstFact());
    out.writeLong(told.entry());
    byte[] facts = FactBytes.write(told.facts());
    out.writeInt(facts.length);
    out.write(facts);
    for (long entry : told.entries()) {
      out.writeLong(entry);
    }
    out.writeInt(told.events().size());
    for (Taken taken : told.events()) {
      out.writeLong(taken.entry());
      out.writeUTF(taken.customer().value());
      CustomerId formerly = taken.formerly();
      // A name is never empty.
      out.writeUTF(formerly == null ? "" : formerly.value());
      out.writeInt(taken.line().length());
      taken.line().stream().transferTo(out);
    }
  }

  static Told read(DataInputStream in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IllegalStateException(
          "The topic has facts told as version %d; this node reads version %d: upgrade it"
              .formatted(version, VERSION));
    }
    long firstFact = in.readLong();
    long entry = in.readLong();
    List<Fact> facts = FactBytes.read(in.readNBytes(in.readInt()));
    List<Long> entries = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      entries.add(in.readLong());
    }
    List<Taken> events = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      events.add(taken(in));
    }
    return new Told(firstFact, facts, entries, events, entry);
  }

  private static Taken taken(DataInputStream in) throws IOException {
    long entry = in.readLong();
    CustomerId customer = new CustomerId(in.readUTF());
    String formerly = in.readUTF();
    byte[] line = in.readNBytes(in.readInt());
    Slice slice = new Slice(line, 0, line.length);
    return new Taken(
        entry,
        customer,
        formerly.isEmpty() ? null : new CustomerId(formerly),
        event(slice.text()),
        slice);
  }

  private static Event event(String line) {
    return switch (EventLine.parse(line)) {
      case EventLine.Parsed.Ok(Event event) -> event;
      case EventLine.Parsed.Start _ ->
          throw new IllegalStateException("The topic tells the start of a journey as an event");
      case EventLine.Parsed.Wrong wrong ->
          throw new IllegalStateException(
              "The topic tells an event that is none: " + wrong.message());
    };
  }
}
