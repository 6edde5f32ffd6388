package dev.throughline.runtime;

import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.document.Severity;
import dev.throughline.codec.document.Source;
import dev.throughline.codec.json.FactLine;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A small shop on a runtime whose clock is turned by hand.
final class Shop implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  static final String CATALOG =
      """
      kind: workspace
      key: shop
      name: Shop
      consent: { marketing: { email: opt_out, sms: opt_out } }
      ---
      kind: segment
      key: buyers
      name: Buyers
      when: "count('Order Completed', 'P30D') >= 1"
      ---
      kind: template
      key: hello
      name: Hello
      channel: email
      subject: "Hello {{ profile.name | default: 'you' }}"
      text: "Welcome."
      ---
      kind: template
      key: nudge
      name: Nudge
      channel: sms
      body: "Still there?"
      ---
      kind: conversion
      key: order
      name: Order
      on: { event: Order Completed }
      value: "event.properties.total"
      currency: "event.properties.currency"
      id: "event.properties.order_id"
      lookback: P30D
      ---
      kind: journey
      key: welcome
      name: Welcome
      purpose: marketing
      entry: { on: { event: Signed Up } }
      exits: { goal: { event: Order Completed } }
      steps:
        greet: { send: { template: hello, channel: email } }
        pause: { wait: { for: PT1H } }
        nudge: { send: { template: nudge, channel: sms } }
      """;

  private final AtomicLong clock;
  final List<String> facts = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Integer> carried = new ConcurrentHashMap<>();
  final EmbeddedRuntime runtime;

  /// Up to which fact whoever listens would survive a crash: at once up to the last.
  final AtomicLong factsKept = new AtomicLong(Long.MAX_VALUE);

  private Shop(
      Path directory, AtomicLong clock, Set<String> kept, Function<Letter, Carrier.Carried> wire) {
    this.clock = clock;
    Settings usual = Settings.of(directory, clock::get);
    Settings settings =
        new Settings(
            directory, clock::get, 2, 10, 8, 7, 84, 50_000, 100_000, 2, usual.disk(), usual.log());
    this.runtime =
        EmbeddedRuntime.open(
            settings,
            new Carrier() {
              @Override
              public Set<String> kept() {
                return kept;
              }

              @Override
              public Carried carry(Letter letter) {
                carried.merge(letter.id(), 1, Integer::sum);
                return wire.apply(letter);
              }
            },
            new Orchestrator.Listener() {
              @Override
              public void tell(Told told) {
                long number = told.firstFact();
                for (var fact : told.facts()) {
                  facts.add(number++ + " " + FactLine.write(fact));
                }
              }

              @Override
              public long kept() {
                return factsKept.get();
              }

              @Override
              public void failed(Throwable cause) {
                throw new IllegalStateException(cause);
              }
            });
  }

  static Shop open(Path directory, Set<String> kept, Function<Letter, Carrier.Carried> wire) {
    return new Shop(directory, new AtomicLong(START.toEpochMilli()), kept, wire);
  }

  /// On a copy of another shop's directory, at the same moment.
  Shop copied(Path directory) {
    return new Shop(
        directory,
        new AtomicLong(clock.get()),
        Set.of(),
        _ -> new Carrier.Carried(Settlement.SENT, "ok", null));
  }

  static Shop open(Path directory) {
    return open(directory, Set.of(), _ -> new Carrier.Carried(Settlement.SENT, "ok", null));
  }

  Shop published() {
    List<Source> sources = List.of(new Source("shop.yaml", CATALOG));
    var problems = Catalogs.read(sources).problems();
    if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new IllegalStateException("The catalog is wrong: " + problems);
    }
    take(new Command.Publish(sources));
    return this;
  }

  /// Takes commands in, and waits until they have been applied.
  void take(Command... commands) {
    switch (runtime.submit(List.of(commands))) {
      case Orchestrator.Submission.Taken(var durable) -> runtime.applied(durable.join()).join();
      case Orchestrator.Submission refused ->
          throw new IllegalStateException("Refused: " + refused);
    }
  }

  static Command event(String id, String user, String name) {
    return track(id, user, null, name);
  }

  /// A page seen by a browser that may know whose it is.
  static Command visit(String id, String user, String visitor) {
    return visit(id, user, visitor, "Viewed");
  }

  static Command visit(String id, String user, String visitor, String name) {
    return track(id, user, visitor, name);
  }

  /// Somebody agrees to everything.
  static Command subscribed(String id, String user, Instant at) {
    return track(id, user, null, "Subscribed", at);
  }

  private static Command track(String id, String user, @Nullable String visitor, String name) {
    return track(id, user, visitor, name, START);
  }

  private static Command track(
      String id, String user, @Nullable String visitor, String name, Instant at) {
    return new Command.Happened(
        new Event(
            id,
            Event.Type.TRACK,
            name,
            user.isEmpty() ? null : user,
            visitor,
            null,
            null,
            Fields.EMPTY,
            Fields.EMPTY,
            Fields.EMPTY,
            at,
            at,
            false));
  }

  static Command identify(String id, String user, String email) {
    return identify(id, user, null, email);
  }

  /// A visitor leaves an address without saying who it is.
  static Command introduce(String id, String visitor, String email) {
    return identify(id, null, visitor, email);
  }

  private static Command identify(
      String id, @Nullable String user, @Nullable String visitor, String email) {
    return new Command.Happened(
        new Event(
            id,
            Event.Type.IDENTIFY,
            "Identify",
            user,
            visitor,
            null,
            null,
            Fields.EMPTY,
            new Fields(Map.of("email", Value.of(email), "phone", Value.of("+4915112345678"))),
            Fields.EMPTY,
            START,
            START,
            false));
  }

  /// A recipient opens a letter.
  static Command opened(String letter, String id, Instant at) {
    return new Command.Feedback(letter, id, "Email Opened", Fields.EMPTY, at);
  }

  void turn(Duration span) {
    clock.addAndGet(span.toMillis());
  }

  void wait(Duration span) {
    turn(span);
    // A command after the clock has moved is applied after what has come due by then.
    take(new Command.Tick());
  }

  List<String> factsOf(String kind) {
    synchronized (facts) {
      return facts.stream().filter(line -> line.contains("\"kind\":\"" + kind + "\"")).toList();
    }
  }

  Letter letter(String id) {
    return runtime.ask(view -> view.letter(id)).join().orElseThrow();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
