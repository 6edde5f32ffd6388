package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import dev.throughline.channel.Delivery;
import dev.throughline.channel.Letter;
import dev.throughline.channel.Link;
import dev.throughline.channel.Links;
import dev.throughline.channel.LocalPost;
import dev.throughline.channel.Outgoing;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mails as a real SMTP server receives them.
class MailTest {
  private static final String HTML =
      """
      <html><body><p>Hello Zoë, <a href="https://shop.example/cart?id=7">your cart</a></p>
      <p><a href="https://unsubscribe.invalid/">Leave</a></p></body></html>
      """;
  private static final Map<String, String> PARTS =
      Map.of("subject", "Zoë, you left something 🛒", "html", HTML);

  private final GreenMail server = LocalPost.office();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private EmailChannel channel(Map<String, ?> more) {
    return Settings.channel(server.getSmtp().getPort(), more);
  }

  private MimeMessage received(Outgoing letter) {
    return received(letter, Map.of());
  }

  private MimeMessage received(Outgoing letter, Map<String, ?> more) {
    try (EmailChannel channel = channel(more)) {
      assertThat(channel.deliver(letter)).isInstanceOf(Delivery.Sent.class);
    }
    MimeMessage[] all = server.getReceivedMessages();
    return all[all.length - 1];
  }

  @Test
  void aMailHasItsHeaders() throws MessagingException {
    MimeMessage mail = received(Letter.of(PARTS));

    assertThat(mail.getFrom()[0].toString()).contains("<hello@mail.shop.example>");
    assertThat(header(mail, "From")).matches("\\p{ASCII}+");
    assertThat(mail.getReplyTo())
        .extracting(Address::toString)
        .containsExactly("care@shop.example");
    assertThat(mail.getAllRecipients())
        .extracting(Address::toString)
        .containsExactly("ann@example.net");
    assertThat(mail.getSubject()).isEqualTo("Zoë, you left something 🛒");
    assertThat(mail.getSentDate()).isEqualTo(Letter.DECIDED);
    assertThat(header(mail, "MIME-Version")).isEqualTo("1.0");
    assertThat(header(mail, "Message-ID"))
        .matches("<00000000000000a1\\.[0-9a-f]{24}@mail\\.shop\\.example>");
    assertThat(header(mail, "Return-Path"))
        .matches("<bounces\\+00000000000000a1-[0-9a-f]{24}@mail\\.shop\\.example>");
  }

  @Test
  void everyTryIsTheSameMessage() throws MessagingException {
    assertThat(header(received(Letter.of(PARTS)), "Message-ID"))
        .isEqualTo(header(received(Letter.of(PARTS)), "Message-ID"));
  }

  @Test
  void theTextIsReadOffTheHtmlWhereThereIsNone() throws Exception {
    MimeMultipart parts = (MimeMultipart) received(Letter.of(PARTS)).getContent();

    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType())
        .isEqualToIgnoringCase("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContentType())
        .isEqualToIgnoringCase("text/html; charset=UTF-8");
    assertThat(text(parts))
        .startsWith("Hello Zoë, your cart (https://shop.example/cart?id=7&utm_source=lumen-oak&")
        .contains("Leave (https://go.shop.example/u/k1.")
        .contains("Lumen & Oak GmbH, Torstraße 1, 10119 Berlin")
        .doesNotContain("Unsubscribe:");
  }

  @Test
  void linksOfTheHtmlAreClicksThatKnowTheirTarget_A12() throws Exception {
    String html = html((MimeMultipart) received(Letter.of(PARTS)).getContent());
    Matcher click = Pattern.compile("href=\"https://go.shop.example/c/([^\"]+)\"").matcher(html);

    assertThat(click.find()).isTrue();
    assertThat(link(click.group(1)).target())
        .isEqualTo(
            "https://shop.example/cart?id=7&utm_source=lumen-oak&utm_medium=email"
                + "&utm_campaign=cart-recovery&utm_content=remind&utm_id=cart-recovery.v3");
    assertThat(html).contains("<a href=\"https://go.shop.example/u/k1.").doesNotContain(".invalid");
    assertThat(html).contains("Lumen &amp; Oak GmbH, Torstraße 1").doesNotContain(">Unsubscribe<");
    assertThat(html).containsPattern("<img src=\"https://go.shop.example/o/[^\"]+\"[^>]*></body>");
  }

  @Test
  void aMailWithoutAWayOutGetsOne_C14() throws Exception {
    MimeMultipart parts =
        (MimeMultipart)
            received(Letter.of(Map.of("subject", "Hi", "html", "<p>Hi</p>", "text", "Hi")))
                .getContent();

    assertThat(html(parts))
        .containsPattern("<a href=\"https://go.shop.example/u/[^\"]+\"[^>]*>Unsubscribe</a>");
    assertThat(text(parts)).contains("\nUnsubscribe: https://go.shop.example/u/k1.");
  }

  @Test
  void transactionalMailHasNoOneClickHeaderAndNoFooter_C8() throws Exception {
    MimeMessage mail =
        received(
            Letter.to(
                "ann@example.net",
                "a2",
                "transactional",
                Map.of("subject", "Order", "text", "Thanks")));

    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
    assertThat(((String) mail.getContent()).strip()).isEqualTo("Thanks");
    assertThat(isSigned(mail)).isTrue();
  }

  @Test
  void trackingCanBeLeftOut_C38() throws Exception {
    MimeMultipart parts =
        (MimeMultipart)
            received(Letter.of(PARTS), Map.of("track_opens", false, "track_clicks", false))
                .getContent();

    assertThat(html(parts))
        .contains("href=\"https://shop.example/cart?id=7&amp;utm_source=lumen-oak&amp;")
        .doesNotContain("/o/", "/c/");
  }

  @Test
  void everyMailOfAThousandCanBeLeftWithOneClickAndIsSigned_C1_C2_S31() throws Exception {
    Set<String> ids = new HashSet<>();
    try (EmailChannel channel = channel(Map.of("pool", 3))) {
      for (int i = 0; i < 1_000; i++) {
        String subject = i % 3 == 0 ? "Größe " + i + " — " + "long ".repeat(i % 90) : "Hello " + i;
        Outgoing letter =
            Letter.to(
                "p" + i + "@example.net",
                "%016x".formatted(i),
                i % 2 == 0 ? "marketing" : "product-news",
                Map.of("subject", subject, "html", HTML.repeat(1 + i % 4)));
        assertThat(channel.deliver(letter)).isInstanceOf(Delivery.Sent.class);
      }
    }
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(1_000);
    for (MimeMessage mail : mails) {
      String header = header(mail, "List-Unsubscribe");
      assertThat(header).matches("<https://go\\.shop\\.example/u/[^<>,]+>");
      assertThat(link(header.substring(header.lastIndexOf('/') + 1, header.length() - 1)).kind())
          .isEqualTo(Link.Kind.UNSUBSCRIBE);
      assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
      assertThat(isSigned(mail)).isTrue();
      assertThat(ids.add(header(mail, "Message-ID"))).isTrue();
      assertThat(raw(mail).chars()).allMatch(c -> c < 128);
      assertThat(raw(mail).lines()).allMatch(line -> line.length() <= 998);
    }
  }

  @Test
  void aChangedMailIsNotSignedAnyMore() throws Exception {
    MimeMessage mail = received(Letter.of(PARTS));
    String raw = raw(mail);

    assertThat(signs(raw)).isTrue();
    assertThat(signs(raw.replace("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click")))
        .isFalse();
    assertThat(signs(raw.replace("Hello Zo", "Hullo Zo"))).isFalse();
  }

  @Test
  void withoutAReturnPathBouncesGoToTheSender() throws MessagingException {
    MimeMessage mail = received(Letter.of(PARTS), Map.of("return_path", "none such"));

    assertThat(header(mail, "Return-Path")).isEqualTo("<hello@mail.shop.example>");
  }

  @Test
  void aDomainBeyondAsciiIsWrittenInIt() throws MessagingException {
    MimeMessage mail = received(Letter.to("zoe@bücher.example", "a3", "marketing", PARTS));

    assertThat(mail.getAllRecipients()[0]).hasToString("zoe@xn--bcher-kva.example");
  }

  @Test
  void nothingGetsIntoTheHeadersByALineBreak_F79_S15() {
    try (EmailChannel channel = channel(Map.of())) {
      for (String subject :
          List.of("Hi\r\nBcc: evil@example.com", "Hi\nX: y", "Hi\u0000", "  ", "x".repeat(901))) {
        assertThat(channel.deliver(Letter.of(Map.of("subject", subject, "text", "Hi"))))
            .isInstanceOfSatisfying(
                Delivery.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Delivery.Reason.UNSENDABLE));
      }
      for (String address :
          List.of(
              "a@b.example\r\nBcc: x@y.example",
              "a@b.example, c@d.example",
              "a b@c.example",
              "a@",
              "@b.example",
              "",
              "a@b",
              "münch@example.net",
              "group: a@b.example;",
              "a@b..example",
              "x".repeat(65) + "@b.example")) {
        assertThat(channel.deliver(Letter.to(address, "a4", "marketing", PARTS)))
            .as(address)
            .isInstanceOfSatisfying(
                Delivery.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Delivery.Reason.BAD_ADDRESS));
      }
      assertThat(channel.deliver(Letter.of(Map.of("subject", "Hi"))))
          .isEqualTo(
              new Delivery.Failed(
                  Delivery.Reason.UNSENDABLE, "the template has neither HTML nor text"));
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aLoginIsUsed() {
    server.setUser("shop", "pass");
    MimeMessage mail =
        received(
            Letter.of(PARTS), Map.of("user", "shop", "password", Map.of("env", "SMTP_PASSWORD")));

    assertThat(mail).isNotNull();
  }

  private static Link link(String token) {
    return switch (Letter.LINKS.read(token, Letter.DECIDED)) {
      case Links.Reading.Genuine(Link link) -> link;
      case Links.Reading.Refused(String why) -> throw new AssertionError(why);
    };
  }

  private static String header(MimeMessage mail, String name) throws MessagingException {
    return Objects.requireNonNull(mail.getHeader(name, null), name);
  }

  private static String text(MimeMultipart parts) throws MessagingException, IOException {
    return ((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n");
  }

  private static String html(MimeMultipart parts) throws MessagingException, IOException {
    return ((String) parts.getBodyPart(1).getContent()).replace("\r\n", "\n");
  }

  private static String raw(MimeMessage mail) throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean isSigned(MimeMessage mail) throws MessagingException, IOException {
    return signs(raw(mail));
  }

  /// Whether Apache James, who did not sign it, finds the signature good and all that must be
  /// signed in it.
  private static boolean signs(String raw) throws IOException {
    String key = Base64.getEncoder().encodeToString(Settings.DKIM.getPublic().getEncoded());
    PublicKeyRecordRetriever dns =
        (methodAndOption, selector, token) ->
            selector.toString().equals("tl1") && token.toString().equals("shop.example")
                ? List.of("v=DKIM1; k=rsa; p=" + key)
                : List.of();
    try {
      List<SignatureRecord> records =
          new DKIMVerifier(dns)
              .verify(new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
      if (records == null || records.size() != 1) {
        return false;
      }
      List<String> signed =
          records.getFirst().getHeaders().stream()
              .map(name -> name.toString().toLowerCase(Locale.ROOT))
              .toList();
      List<String> must = List.of("from", "to", "subject", "date", "message-id");
      return signed.containsAll(must)
          && raw.contains("List-Unsubscribe") == signed.contains("list-unsubscribe")
          && raw.contains("List-Unsubscribe") == signed.contains("list-unsubscribe-post");
    } catch (FailException e) {
      return false;
    }
  }
}
