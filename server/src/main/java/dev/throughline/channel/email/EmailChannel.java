package dev.throughline.channel.email;

import dev.throughline.channel.Channel;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Links;
import dev.throughline.channel.Outgoing;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.email.Connections.Taken;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/// E-mail over SMTP. One mail has one recipient, so one bad address is nobody else's trouble.
public final class EmailChannel implements Channel {
  private final Composer composer;
  private final Mime mime;
  private final Connections connections;
  private final Turns turns;

  public EmailChannel(EmailSettings settings, Provider.Smtp server, Links links, SigningKeys keys) {
    this.composer = new Composer(settings, links, keys);
    this.mime = new Mime(server, new References(keys));
    this.connections = new Connections(new SmtpSession(server, settings.from().domain()));
    this.turns = new Turns(settings);
  }

  @Override
  public Delivery deliver(Outgoing message) {
    return switch (composer.compose(message)) {
      case Composer.Composed.Refused(Delivery.Failed failed) -> failed;
      case Composer.Composed.Ready(Composition composition) -> {
        Mail mail = mime.of(composition);
        yield mail.bytes().length > Composer.MAX_BYTES
            ? Composer.tooLarge()
            : turns.inTurn(() -> post(mail));
      }
    };
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
