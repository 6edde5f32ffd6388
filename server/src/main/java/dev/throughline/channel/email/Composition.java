package dev.throughline.channel.email;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a mail says and to whom, before it has the form in which a server or a provider takes it.
///
/// @param messageId with its angle brackets; the same for every try
/// @param replyTo null: the sender
/// @param headers by which it can be left, by name
public record Composition(
    String sendKey,
    String messageId,
    Mailbox from,
    @Nullable Mailbox replyTo,
    Mailbox recipient,
    String subject,
    Instant date,
    boolean transactional,
    SortedMap<String, String> headers,
    MailBody body) {
  public Composition {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }
}
