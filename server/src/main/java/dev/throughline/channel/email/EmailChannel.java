package dev.throughline.channel.email;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.email.Connections.Taken;
import jakarta.mail.MessagingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// E-mail over SMTP. One mail has one recipient, so one bad address is nobody else's trouble.
public final class EmailChannel implements Channel {
  /// Longer than this the outbox keeps the message better than a thread does.
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Composer composer;
  private final Connections connections;
  private final Pace pace;

  public EmailChannel(EmailSettings settings, Links links, SigningKeys keys) {
    this.composer = new Composer(settings, links, new References(keys));
    this.connections = new Connections(new SmtpSession(settings), settings.pool());
    this.pace = new Pace(settings.ratePerSecond(), System.nanoTime());
  }

  @Override
  public Delivery deliver(Outgoing message) {
    return switch (composer.compose(message)) {
      case Composer.Composed.Refused(Delivery.Failed failed) -> failed;
      case Composer.Composed.Ready(Mail mail) -> inTurn(mail);
    };
  }

  private Delivery inTurn(Mail mail) {
    try {
      Duration wait = pace.take(System.nanoTime(), MAX_WAIT);
      if (wait.compareTo(MAX_WAIT) > 0) {
        return new Delivery.Retry("the sending rate is reached", wait);
      }
      Thread.sleep(wait);
      if (!connections.enter(MAX_WAIT)) {
        return new Delivery.Retry("all connections are busy", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry("the server is stopping", null);
    }
    try {
      return post(mail);
    } finally {
      connections.leave();
    }
  }

  private Delivery post(Mail mail) {
    Taken taken = null;
    try {
      taken = connections.take();
      Delivery delivery = hand(mail, taken);
      if (delivery == null) {
        taken = connections.fresh();
        delivery = hand(mail, taken);
      }
      return delivery == null
          ? new Delivery.Retry("the server closes every connection", null)
          : delivery;
    } catch (MessagingException e) {
      return Judgement.connecting(e);
    }
  }

  /// Null where the server had closed a connection kept from before: another one may do.
  private @Nullable Delivery hand(Mail mail, Taken taken) {
    Conversation conversation = taken.conversation();
    try {
      String answer = conversation.hand(mail);
      connections.giveBack(conversation);
      return new Delivery.Sent(answer);
    } catch (MessagingException e) {
      int code = Reply.in(e).map(Reply::code).orElse(421);
      boolean gone = code == 421;
      if (!gone && conversation.resets()) {
        connections.giveBack(conversation);
      } else {
        conversation.end();
      }
      boolean stale = gone && taken.used() && conversation.stage() == Conversation.Stage.ENVELOPE;
      return stale ? null : Judgement.sending(conversation.stage(), e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
