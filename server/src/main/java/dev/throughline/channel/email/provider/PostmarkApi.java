package dev.throughline.channel.email.provider;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.email.Composition;
import dev.throughline.channel.email.Mailbox;
import dev.throughline.channel.email.Provider;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Int;
import dev.throughline.event.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Postmark's `email`.
record PostmarkApi(Provider.Postmark settings) implements MailApi {
  private static final long INVALID_REQUEST = 300;
  private static final Pattern ABOUT_RECIPIENT =
      Pattern.compile("(invalid|error\\s+parsing)\\s+'to'.*", Pattern.CASE_INSENSITIVE);

  @Override
  public Call call(Composition mail) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Accept", "application/json");
    headers.put("X-Postmark-Server-Token", settings.key().value());
    return new Call(settings.endpoint().resolve("/email"), headers, body(mail));
  }

  private Fields body(Composition mail) {
    TreeMap<String, Value> body = new TreeMap<>();
    body.put("From", Value.of(shown(mail.from())));
    body.put("To", Value.of(mail.recipient().address()));
    Mailbox replyTo = mail.replyTo();
    if (replyTo != null) {
      body.put("ReplyTo", Value.of(shown(replyTo)));
    }
    body.put("Subject", Value.of(mail.subject()));
    body.put("TextBody", Value.of(mail.body().text()));
    String html = mail.body().html();
    if (html != null) {
      body.put("HtmlBody", Value.of(html));
    }
    List<Value> headers = new ArrayList<>();
    headers.add(header("Message-ID", mail.messageId()));
    headers.add(header("X-PM-KeepID", "true"));
    mail.headers().forEach((name, value) -> headers.add(header(name, value)));
    body.put("Headers", new Items(headers));
    body.put("Metadata", MailApi.object(Map.of(SEND_KEY, Value.of(mail.sendKey()))));
    body.put(
        "MessageStream",
        Value.of(mail.transactional() ? settings.transactionalStream() : settings.stream()));
    // Links are ours already.
    body.put("TrackOpens", Value.of(false));
    body.put("TrackLinks", Value.of("None"));
    return new Fields(body);
  }

  private static Fields header(String name, String value) {
    return MailApi.object(Map.of("Name", Value.of(name), "Value", Value.of(value)));
  }

  private static String shown(Mailbox mailbox) {
    return mailbox.name().isEmpty()
        ? mailbox.address()
        : "\"%s\" <%s>"
            .formatted(
                mailbox.name().replace("\\", "\\\\").replace("\"", "\\\""), mailbox.address());
  }

  /// The body has the verdict: a code other than 0 is a refusal, and half a body tells nothing.
  @Override
  public Delivery taken(Answer answer) {
    Fields said = answer.fields();
    if (said.isEmpty()) {
      return new Delivery.Unknown("the answer cannot be read: " + Answer.oneLine(answer.body()));
    }
    if (code(said) == 0) {
      return new Delivery.Sent(said.text("MessageID"));
    }
    Refusal refusal = refusal(answer);
    return new Delivery.Failed(refusal.reason(), Answer.oneLine(refusal.words()));
  }

  @Override
  public Refusal refusal(Answer answer) {
    Fields said = answer.fields();
    String message = said.text("Message");
    long code = code(said);
    Reason reason =
        code == INVALID_REQUEST && ABOUT_RECIPIENT.matcher(message).lookingAt()
            ? Reason.BAD_ADDRESS
            : answer.status() == 413 ? Reason.UNSENDABLE : Reason.REFUSED;
    return new Refusal(reason, said.isEmpty() ? answer.body() : code + " " + message);
  }

  private static long code(Fields said) {
    return said.get("ErrorCode") instanceof Int(long code) ? code : 0;
  }
}
