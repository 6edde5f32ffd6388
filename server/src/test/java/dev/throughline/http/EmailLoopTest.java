package dev.throughline.http;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.icegreen.greenmail.util.GreenMail;
import dev.throughline.channel.LocalPost;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Letter;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mail goes out over real SMTP, and what its recipient does comes back in.
@Timeout(600)
class EmailLoopTest {
  private static final String CATALOG =
      Greeting.unasked(
          "email",
          """
          subject: "Hello {{ profile.name | default: 'you' }}"
          html: "<html><body><p>Look at <a href='https://shop.example/new?a=1'>what is new</a></p><p><a href='{{ preferences_url }}'>Preferences</a></p></body></html>"
          """);

  private final GreenMail post = LocalPost.office();
  private Shop shop;

  @BeforeEach
  void open(@TempDir Path data) {
    post.start();
    String yaml =
        """
        email:
          host: 127.0.0.1
          port: %d
          tls: none
          from: "Shop <hello@shop.example>"
          postal_address: "Shop, High Street 1, London"
        """
            .formatted(post.getSmtp().getPort());
    shop = Shop.open(data, Shop.configuration(yaml));
    shop.publish(CATALOG);
    shop.post(
        "/v1/identify",
        "{\"userId\":\"ann\",\"traits\":{\"email\":\"ann@example.net\",\"name\":\"Ann\"}}");
  }

  @AfterEach
  void close() {
    shop.close();
    post.stop();
  }

  @Test
  void itsLinksComeBackAsEvents() throws Exception {
    MimeMessage mail = signUp(1);
    assertThat(mail.getSubject()).isEqualTo("Hello Ann");
    String click = path(raw(mail), "/c/");
    HttpResponse<String> followed = get(click);
    assertThat(followed.statusCode()).isEqualTo(302);
    assertThat(followed.headers().firstValue("location").orElseThrow())
        .startsWith("https://shop.example/new?a=1")
        .contains("utm_campaign=greeting", "utm_medium=email");
    assertThat(get(path(raw(mail), "/o/")).statusCode()).isEqualTo(200);
    until(() -> names().contains("Email Link Clicked") && names().contains("Email Opened"));
    assertThat(names()).contains("Email Delivered");
    assertThat(get(flipped(click)).statusCode()).isEqualTo(404);
  }

  @Test
  void c6LookingAtTheUnsubscribeLinkChangesNothing() throws Exception {
    String link = unsubscribeLink(signUp(1));
    for (int i = 0; i < 20; i++) {
      assertThat(get(link).statusCode()).isEqualTo(200);
    }
    assertThat(shop.mayBeSent("email")).isTrue();
  }

  @Test
  void t2OneClickUnsubscribesAtOnceAndStopsTheNextMail() throws Exception {
    MimeMessage mail = signUp(1);
    assertThat(mail.getHeader("List-Unsubscribe-Post", null))
        .isEqualTo("List-Unsubscribe=One-Click");
    String link = unsubscribeLink(mail);
    for (String body : List.of("List-Unsubscribe=One-Click", "", "List-Unsubscribe=One-Click")) {
      HttpResponse<String> answer =
          shop.send(
              shop.request(link)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(body))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("location")).isEmpty();
    }
    assertThat(shop.mayBeSent("email")).isFalse();
    shop.post("/v1/track", "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s2\"}");
    shop.settled();
    List<Letter> open = shop.ask(view -> view.openLetters());
    assertThat(open).isEmpty();
    assertThat(post.getReceivedMessages()).hasSize(1);
  }

  @Test
  void theWishOfThePreferencePageHolds() throws Exception {
    String link = path(raw(signUp(1)), "/p/");
    HttpResponse<String> page = get(link);
    assertThat(page.body()).contains("name=\"marketing.email\" checked").doesNotContain("ann@");
    shop.send(
        shop.request(link)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("other=on"))
            .build());
    assertThat(shop.mayBeSent("email")).isFalse();
    // Of two decisions at one moment the stricter holds.
    shop.clock.addAndGet(1_000);
    HttpResponse<String> again =
        shop.send(
            shop.request(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("marketing.email=on"))
                .build());
    assertThat(again.body()).contains("Saved").contains("name=\"marketing.email\" checked");
    assertThat(shop.mayBeSent("email")).isTrue();
  }

  @Test
  void aHardBounceThatCameByMailStopsTheAddress() throws Exception {
    MimeMessage mail = signUp(1);
    String report =
        """
        From: MAILER-DAEMON@mx.example.net
        To: hello@shop.example
        Subject: Undelivered Mail
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        No such user.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; ann@example.net
        Action: failed
        Status: 5.1.1
        --b
        Content-Type: text/rfc822-headers

        Message-ID: %s
        --b--
        """
            .formatted(mail.getMessageID())
            .replace("\n", "\r\n");
    HttpResponse<String> answer =
        shop.send(
            shop.request("/api/returned-mail")
                .header("Authorization", "Bearer " + shop.adminKey)
                .POST(BodyPublishers.ofString(report))
                .build());
    assertThat(answer.body()).isEqualTo("{\"counted\":\"hard_bounce\"}");
    Map<String, String> bad = shop.ask(view -> view.customer("ann").orElseThrow().badAddresses);
    assertThat(bad).containsEntry("email:ann@example.net", "bounced");
  }

  private MimeMessage signUp(int mails) {
    shop.post(
        "/v1/track",
        "{\"userId\":\"ann\",\"event\":\"Signed Up\",\"messageId\":\"s%d\"}".formatted(mails));
    assertThat(post.waitForIncomingEmail(300_000, mails)).isTrue();
    until(() -> names().contains("Email Delivered"));
    return post.getReceivedMessages()[mails - 1];
  }

  private List<String> names() {
    return shop.events.stream().map(event -> event.name()).toList();
  }

  private HttpResponse<String> get(String path) {
    return shop.send(shop.request(path).build());
  }

  private static String unsubscribeLink(MimeMessage mail) throws MessagingException {
    String header = mail.getHeader("List-Unsubscribe", null);
    return path(header, "/u/");
  }

  private static String flipped(String path) {
    int last = path.length() - 5;
    char other = path.charAt(last) == 'A' ? 'B' : 'A';
    return path.substring(0, last) + other + path.substring(last + 1);
  }

  private static String path(String text, String kind) {
    Matcher link = Pattern.compile("http://localhost:\\d+(" + kind + "[\\w.-]+)").matcher(text);
    if (!link.find()) {
      return fail("There is no link %s in %s".formatted(kind, text));
    }
    return link.group(1);
  }

  /// The mail as it went over the wire, its soft line breaks undone.
  private static String raw(MimeMessage mail) throws MessagingException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8).replace("=\r\n", "").replace("=3D", "=");
  }

  @Test
  void feedbackOnWhatWasNeverSentIsCounted() {
    Command feedback =
        new Command.Feedback("no-such", "f1", "Email Opened", Fields.EMPTY, Shop.NOW);
    var durable = shop.server.runtime().submitUrgently(List.of(feedback)).join();
    shop.server.runtime().applied(durable).join();
    Map<String, Long> counters = shop.ask(view -> view.counters());
    assertThat(counters).containsEntry("feedback_on_nothing", 1L);
  }
}
