package dev.throughline.channel.email.provider;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.email.Composition;
import dev.throughline.channel.email.Mailbox;
import dev.throughline.channel.email.Provider;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// SendGrid's `v3/mail/send`.
record SendGridApi(Provider.SendGrid settings) implements MailApi {
  /// Links are ours already, and so is the way to unsubscribe.
  private static final Fields NO_TRACKING =
      MailApi.object(
          Map.of(
              "click_tracking",
              MailApi.object(Map.of("enable", Value.of(false), "enable_text", Value.of(false))),
              "open_tracking",
              MailApi.object(Map.of("enable", Value.of(false))),
              "subscription_tracking",
              MailApi.object(Map.of("enable", Value.of(false))),
              "ganalytics",
              MailApi.object(Map.of("enable", Value.of(false)))));

  @Override
  public Call call(Composition mail) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Authorization", "Bearer " + settings.key().value());
    return new Call(settings.endpoint().resolve("/v3/mail/send"), headers, body(mail));
  }

  private static Fields body(Composition mail) {
    TreeMap<String, Value> body = new TreeMap<>();
    Fields recipient =
        MailApi.object(
            Map.of(
                "to",
                new Items(List.of(mailbox(mail.recipient()))),
                "custom_args",
                MailApi.object(Map.of(SEND_KEY, Value.of(mail.sendKey())))));
    body.put("personalizations", new Items(List.of(recipient)));
    body.put("from", mailbox(mail.from()));
    Mailbox replyTo = mail.replyTo();
    if (replyTo != null) {
      body.put("reply_to", mailbox(replyTo));
    }
    body.put("subject", Value.of(mail.subject()));
    List<Value> content = new ArrayList<>();
    content.add(part("text/plain", mail.body().text()));
    String html = mail.body().html();
    if (html != null) {
      content.add(part("text/html", html));
    }
    body.put("content", new Items(content));
    TreeMap<String, Value> headers = new TreeMap<>();
    headers.put("Message-ID", Value.of(mail.messageId()));
    mail.headers().forEach((name, value) -> headers.put(name, Value.of(value)));
    body.put("headers", new Fields(headers));
    body.put("tracking_settings", NO_TRACKING);
    return new Fields(body);
  }

  private static Fields part(String type, String value) {
    return MailApi.object(Map.of("type", Value.of(type), "value", Value.of(value)));
  }

  private static Fields mailbox(Mailbox mailbox) {
    TreeMap<String, Value> fields = new TreeMap<>();
    fields.put("email", Value.of(mailbox.address()));
    if (!mailbox.name().isEmpty()) {
      fields.put("name", Value.of(mailbox.name()));
    }
    return new Fields(fields);
  }

  /// The status says it all; the body is empty.
  @Override
  public Delivery taken(Answer answer) {
    return new Delivery.Sent(answer.header("x-message-id"));
  }

  @Override
  public Refusal refusal(Answer answer) {
    String words = answer.body();
    boolean recipient = false;
    if (answer.fields().get("errors") instanceof Items(List<Value> errors)
        && !errors.isEmpty()
        && errors.getFirst() instanceof Fields first) {
      String field = first.text("field");
      words = first.text("message") + (field.isEmpty() ? "" : " (" + field + ")");
      recipient =
          field.matches("personalizations\\.\\d+\\.to\\..*")
              && words.toLowerCase(Locale.ROOT).contains("valid address");
    }
    Reason reason =
        recipient
            ? Reason.BAD_ADDRESS
            : answer.status() == 413 ? Reason.UNSENDABLE : Reason.REFUSED;
    return new Refusal(reason, words);
  }
}
