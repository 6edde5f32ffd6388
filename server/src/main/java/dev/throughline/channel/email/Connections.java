package dev.throughline.channel.email;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/// The open connections to the server, each used again while it is good.
final class Connections implements AutoCloseable {
  static final Duration MAX_IDLE = Duration.ofSeconds(30);

  /// Servers close a connection after so many; better we do, between two mails.
  static final int MAX_MAILS = 100;

  private final SmtpSession session;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  private record Idle(Conversation conversation, long sinceNanos) {}

  /// A connection for the mail of the moment.
  ///
  /// @param used whether it has carried mails before, and may have been closed since
  record Taken(Conversation conversation, boolean used) {}

  Connections(SmtpSession session) {
    this.session = session;
  }

  /// An open connection. What opens one holds no lock: a server that is slow to greet keeps nobody
  /// else waiting.
  Taken take() throws MessagingException {
    Idle last;
    while ((last = idle.pollFirst()) != null) {
      if (System.nanoTime() - last.sinceNanos() < MAX_IDLE.toNanos()) {
        return new Taken(last.conversation(), true);
      }
      last.conversation().end();
    }
    return fresh();
  }

  Taken fresh() throws MessagingException {
    return new Taken(session.open(), false);
  }

  void giveBack(Conversation conversation) {
    if (closed || conversation.mails() >= MAX_MAILS) {
      conversation.end();
    } else {
      idle.addFirst(new Idle(conversation, System.nanoTime()));
    }
  }

  @Override
  public void close() {
    closed = true;
    Idle last;
    while ((last = idle.pollFirst()) != null) {
      last.conversation().end();
    }
  }
}
