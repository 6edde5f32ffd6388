package dev.throughline.http;

import dev.throughline.channel.Link;
import dev.throughline.channel.Links;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.email.ReturnedMail;
import dev.throughline.event.StableHash;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Orchestrator;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What recipients do with a message: its links, its pixel, unsubscribing by one click (RFC 8058)
/// and the page of preferences. Nobody has to be signed in, and looking changes nothing.
final class FeedbackApi implements Api {
  /// A picture of one transparent dot.
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private static final int MAX_MAIL_BYTES = 1 << 20;

  private final Orchestrator runtime;
  private final Links links;
  private final SigningKeys keys;
  private final LongSupplier clockMs;
  private final AtomicLong number = new AtomicLong();

  FeedbackApi(Orchestrator runtime, Links links, SigningKeys keys, LongSupplier clockMs) {
    this.runtime = runtime;
    this.links = links;
    this.keys = keys;
    this.clockMs = clockMs;
  }

  @Override
  public void register(JavalinDefaultRoutingApi routes) {
    routes.get(Link.Kind.CLICK.path() + "{token}", this::click);
    routes.get(Link.Kind.OPEN.path() + "{token}", this::open);
    routes.get(Link.Kind.UNSUBSCRIBE.path() + "{token}", this::askToUnsubscribe);
    routes.post(Link.Kind.UNSUBSCRIBE.path() + "{token}", this::unsubscribe);
    routes.get(Link.Kind.PREFERENCES.path() + "{token}", this::askPreferences);
    routes.post(Link.Kind.PREFERENCES.path() + "{token}", this::preferences);
    routes.post("/api/returned-mail", this::returned);
  }

  private void click(Context context) {
    Optional<Link> link = link(context, Link.Kind.CLICK);
    String target = link.map(Link::target).orElse(null);
    if (link.isEmpty() || target == null) {
      gone(context);
      return;
    }
    take(said(link.get(), "Email Link Clicked", Map.of("link_url", Value.of(target))));
    context.status(302).header("Location", target).header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
  }

  private void open(Context context) {
    link(context, Link.Kind.OPEN).ifPresent(link -> take(said(link, "Email Opened", Map.of())));
    // The picture is the same for a token that is not ours: nothing is told by it.
    context.contentType("image/gif").header("Cache-Control", "no-store").result(PIXEL);
  }

  private void askToUnsubscribe(Context context) {
    Optional<Link> link = link(context, Link.Kind.UNSUBSCRIBE);
    if (link.isEmpty()) {
      gone(context);
      return;
    }
    page(context, 200, RecipientPages.askToUnsubscribe(link.get()));
  }

  private void unsubscribe(Context context) {
    Optional<Link> link = link(context, Link.Kind.UNSUBSCRIBE);
    if (link.isEmpty()) {
      gone(context);
      return;
    }
    Witness witness = Witness.ofUnsubscribing(context, link.get());
    takeSurely(
        List.of(decision(link.get(), link.get().purpose(), link.get().channel(), false, witness)));
    page(context, 200, RecipientPages.unsubscribed(link.get()));
  }

  private void askPreferences(Context context) {
    Optional<Link> link = link(context, Link.Kind.PREFERENCES);
    if (link.isEmpty()) {
      gone(context);
      return;
    }
    page(context, 200, RecipientPages.preferences(preferencesOf(link.get()), false));
  }

  private void preferences(Context context) {
    Optional<Link> link = link(context, Link.Kind.PREFERENCES);
    if (link.isEmpty()) {
      gone(context);
      return;
    }
    Preferences before = preferencesOf(link.get());
    List<Command> decisions =
        before.choices().stream()
            .filter(choice -> choice.allowed() != isTicked(context, choice))
            .map(choice ->
                decision(
                    link.get(),
                    choice.purpose(),
                    choice.channel(),
                    !choice.allowed(),
                    Witness.ofChoosing(context, choice)))
            .toList();
    takeSurely(decisions);
    page(context, 200, RecipientPages.preferences(preferencesOf(link.get()), true));
  }

  private static boolean isTicked(Context context, Preferences.Choice choice) {
    return context.formParam(choice.name()) != null;
  }

  private Preferences preferencesOf(Link link) {
    return runtime.ask(view -> Preferences.of(view, link)).join();
  }

  /// A bounce or a complaint as it came by mail.
  private void returned(Context context) {
    byte[] mail = context.bodyAsBytes();
    if (mail.length > MAX_MAIL_BYTES) {
      throw new HttpProblem(413, "mail_too_large", "The mail is too large", "Send 1 MiB at most");
    }
    TreeMap<String, Value> answer = new TreeMap<>();
    switch (ReturnedMail.read(mail, keys)) {
      case ReturnedMail.Bounced bounced -> {
        Map<String, Value> more =
            Map.of(
                "bounce_type", Value.of(bounced.hard() ? "hard" : "soft"),
                "reason", Value.of(bounced.status() + " " + bounced.detail()));
        takeSurely(List.of(said(bounced.sendKey(), "Email Bounced", more)));
        answer.put("counted", Value.of(bounced.hard() ? "hard_bounce" : "soft_bounce"));
      }
      case ReturnedMail.Complained complained -> {
        Map<String, Value> more = Map.of("reason", Value.of(complained.kind()));
        takeSurely(List.of(said(complained.sendKey(), "Email Marked as Spam", more)));
        answer.put("counted", Value.of("complaint"));
      }
      case ReturnedMail.Nothing(String reason) -> answer.put("ignored", Value.of(reason));
    }
    context
        .contentType("application/json")
        .result(dev.throughline.codec.json.JsonValues.write(new Fields(answer)));
  }

  private Optional<Link> link(Context context, Link.Kind kind) {
    return switch (links.read(context.pathParam("token"), now())) {
      case Links.Reading.Genuine(Link link) when link.kind() == kind -> Optional.of(link);
      case Links.Reading _ -> Optional.empty();
    };
  }

  private Instant now() {
    return Instant.ofEpochMilli(clockMs.getAsLong());
  }

  private Command decision(
      Link link, String purpose, String channel, boolean granted, Witness witness) {
    TreeMap<String, Value> more = new TreeMap<>(witness.properties());
    more.put("purpose", Value.of(purpose));
    if (!channel.isEmpty()) {
      more.put("channel", Value.of(channel));
    }
    return said(link, granted ? "Subscribed" : "Unsubscribed", more);
  }

  private Command said(Link link, String event, Map<String, Value> more) {
    return said(link.sendKey(), event, more);
  }

  private Command said(String letter, String event, Map<String, Value> more) {
    Instant now = now();
    // Each click and each decision counts, also the second of the same kind.
    String id =
        StableHash.hex(
            "said",
            letter,
            event,
            now.toString(),
            Long.toString(System.nanoTime()),
            Long.toString(number.incrementAndGet()));
    return new Command.Feedback(letter, id, event, new Fields(new TreeMap<>(more)), now);
  }

  /// Opens and clicks: told to nobody when the server has too much to do.
  private void take(Command said) {
    var _ = runtime.submit(List.of(said));
  }

  /// Decisions of people: durable, and in force, before the answer.
  private void takeSurely(List<Command> said) {
    if (!said.isEmpty()) {
      CompletableFuture<Long> durable = runtime.submitUrgently(said);
      runtime.applied(durable.join()).join();
    }
  }

  private static void gone(Context context) {
    page(context, 404, RecipientPages.unknown());
  }

  private static void page(Context context, int status, String html) {
    context
        .status(status)
        .contentType("text/html; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
        .result(html);
  }
}
