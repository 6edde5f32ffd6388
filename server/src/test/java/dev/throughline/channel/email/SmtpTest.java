package dev.throughline.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.channel.Delivery;
import dev.throughline.channel.Delivery.Reason;
import dev.throughline.channel.Letter;
import dev.throughline.channel.Outgoing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// F69 and F78: what goes wrong on the way to a real server, and what becomes of the message.
class SmtpTest {
  private static final Outgoing LETTER = Letter.of(Map.of("subject", "Hi", "text", ".Hello\n.\n"));
  private static final Certificate TRUSTED = Certificate.of("localhost");

  private PostOffice office = new PostOffice();

  @AfterEach
  void close() {
    office.close();
  }

  private EmailChannel channel(Map<String, ?> more) {
    return Settings.channel(office.port(), more);
  }

  private Delivery delivered() {
    return delivered(Map.of());
  }

  private Delivery delivered(Map<String, ?> more) {
    try (EmailChannel channel = channel(more)) {
      return channel.deliver(LETTER);
    }
  }

  @Test
  void whatTheServerTakesIsSent() {
    assertThat(delivered()).isEqualTo(new Delivery.Sent("250 2.0.0 Ok: queued as 4F1B2"));
    assertThat(office.mails).hasSize(1);
    assertThat(office.mails.getFirst()).contains("\r\n\r\n.Hello\r\n.\r\n");
    assertThat(office.heard)
        .anyMatch(line ->
            line.matches(
                "plain MAIL FROM:<bounces\\+00000000000000a1-\\w{24}@mail.shop.example> RET=HDRS"))
        .contains("plain RCPT TO:<ann@example.net> NOTIFY=FAILURE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT | 550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown | BAD_ADDRESS",
        "RCPT | 550 No such user here                                                 | BAD_ADDRESS",
        "RCPT | 553 sorry, that domain isn't in my list of allowed rcpthosts          | BAD_ADDRESS",
        "RCPT | 550 5.4.1 Recipient address rejected: Access denied.                  | BAD_ADDRESS",
        "RCPT | 556 5.1.10 Recipient address has null MX                              | BAD_ADDRESS",
        "RCPT | 552 5.2.2 The email account is over quota                             | MAILBOX",
        "RCPT | 552 Requested mail action aborted: exceeded storage allocation        | MAILBOX",
        "RCPT | 554 5.7.1 Service unavailable; Client host blocked using bl.example   | REFUSED",
        "RCPT | 550 5.7.1 Unable to relay                                             | REFUSED",
        "MAIL | 553 5.1.8 Sender address rejected: Domain not found                   | REFUSED",
        "DATA | 554 5.5.1 Error: no valid recipients                                  | REFUSED",
        ".    | 552 5.3.4 Message size exceeds fixed limit                            | REFUSED",
        ".    | 550 5.7.515 Access denied, sending domain does not meet the required level | REFUSED",
        ".    | 550 5.7.26 Unauthenticated email is not accepted due to DMARC policy  | REFUSED",
        ".    | 554 Message rejected as spam                                           | REFUSED",
      })
  void aRefusalForGoodIsFailedByItsClass_F78(String command, String answer, Reason reason) {
    office.answers(command, answer);

    assertThat(delivered())
        .isInstanceOfSatisfying(
            Delivery.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(reason);
              assertThat(failed.detail()).contains(answer.substring(4));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GREETING | 421 4.3.2 Service not available                              |",
        "GREETING | 554 No SMTP service here                                     |",
        "EHLO     | 421 4.7.0 Too many connections                               |",
        "MAIL     | 451 4.3.0 Temporary lookup failure                           |",
        "MAIL     | 421 4.4.2 Timeout                                            |",
        "MAIL     | 530 5.7.0 Must issue a STARTTLS command first                |",
        "RCPT     | 450 4.2.0 Greylisted, see http://postgrey.example            | PT5M",
        "RCPT     | 451 4.7.1 Greylisting in action, please come back in 300 seconds | PT5M",
        "RCPT     | 451 4.7.1 Try again in 2 minutes                             | PT2M",
        "RCPT     | 450 4.7.1 Please retry after 9 hours                         | PT1H",
        "RCPT     | 452 4.2.2 Mailbox full                                       |",
        "DATA     | 451 4.3.0 Queue file write error                             |",
        ".        | 451 4.7.0 Temporary server error. Please try again later      |",
        ".        | 421 4.7.0 Try again later, closing connection                |",
      })
  void whatMayWorkLaterIsTriedAgain_F78(String command, String answer, String after) {
    office.answers(command, answer, answer);

    assertThat(delivered())
        .isInstanceOfSatisfying(
            Delivery.Retry.class,
            retry ->
                assertThat(retry.after()).isEqualTo(after == null ? null : Duration.parse(after)));
  }

  @Test
  void aReplyOfManyLinesIsReadWhole_F78() {
    office.answers(
        "RCPT",
        "550-5.1.1 The email account that you tried to reach does\r\n550-5.1.1 not exist.\r\n550 5.1.1 https://support.example");

    assertThat(delivered())
        .isInstanceOfSatisfying(
            Delivery.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.BAD_ADDRESS);
              assertThat(failed.detail()).contains("not exist").doesNotContain("\n");
            });
  }

  @ParameterizedTest
  @CsvSource({"GREETING", "EHLO", "MAIL", "RCPT", "DATA"})
  void aConnectionLostBeforeTheContentIsTriedAgain_F69(String command) {
    office.answers(command, PostOffice.DROP, PostOffice.DROP);

    assertThat(delivered()).isInstanceOf(Delivery.Retry.class);
    assertThat(office.mails).isEmpty();
  }

  @Test
  void aConnectionLostAfterTheEndOfTheContentIsUnknown_F72_F78() {
    office.answers(PostOffice.END, PostOffice.DROP);

    assertThat(delivered()).isInstanceOf(Delivery.Unknown.class);
    assertThat(office.mails).as("the server had it").hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain_F69() throws IOException {
    try (Socket deaf = new Socket()) {
      // Taken, so that nobody else gets the port meanwhile, and not listened to.
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (Map<String, ?> place :
          List.of(Map.of("port", deaf.getLocalPort()), Map.of("host", "no-such-host.invalid"))) {
        assertThat(delivered(place)).isInstanceOf(Delivery.Retry.class);
      }
    }
  }

  @Test
  void aWrongPasswordIsTriedAgainAndSaysSo() {
    office.answers("AUTH", "535 5.7.8 Error: authentication failed");

    assertThat(delivered(login()))
        .isInstanceOfSatisfying(
            Delivery.Retry.class,
            retry -> assertThat(retry.reason()).contains("refused the login"));
  }

  private static Map<String, Object> login() {
    return new HashMap<>(Map.of("user", "shop", "password", Map.of("env", "SMTP_PASSWORD")));
  }

  @Test
  void connectionsAreUsedAgainAndNoMoreThanAllowed() throws Exception {
    try (EmailChannel channel = channel(Map.of("pool", 3));
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Delivery>> all =
          IntStream.range(0, 24)
              .mapToObj(i ->
                  many.submit(() ->
                      channel.deliver(
                          Letter.to(
                              "p%d@b.example".formatted(i), "k" + i, "marketing", LETTER.parts()))))
              .toList();
      for (Future<Delivery> one : all) {
        assertThat(one.get()).isInstanceOf(Delivery.Sent.class);
      }
    }
    assertThat(office.mails).hasSize(24);
    assertThat(office.connections).hasValueBetween(1, 3);
  }

  @Test
  void aRefusalLeavesTheConnectionAndTheOthersAlone_F78() {
    office
        .answers("RCPT", "550 5.1.1 No", "250 Ok", "550 5.1.1 No")
        .answers(PostOffice.END, "554 5.7.1 No");
    try (EmailChannel channel = channel(Map.of())) {
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Failed.class);
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Failed.class);
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Failed.class);
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
    }
    assertThat(office.connections).hasValue(1);
  }

  @Test
  void aConnectionThatTheServerClosedMeanwhileIsNoFailure() {
    try (EmailChannel channel = channel(Map.of())) {
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
      office.answers("MAIL", "421 4.4.2 Error: timeout exceeded");
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
      office.hangUp();
      assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
    }
    assertThat(office.mails).hasSize(3);
  }

  @Test
  void aConnectionIsClosedAfterAHundredMails() {
    try (EmailChannel channel = channel(Map.of())) {
      for (int i = 0; i < 101; i++) {
        assertThat(channel.deliver(LETTER)).isInstanceOf(Delivery.Sent.class);
      }
    }
    assertThat(office.connections).hasValue(2);
  }

  @Test
  void requiredEncryptionIsUsedForEverythingThatMatters_S24() {
    office.close();
    office = new PostOffice(TRUSTED.context(), false);
    Map<String, Object> settings = login();
    settings.put("tls", "required");
    settings.put("ca_file", TRUSTED.pem().toString());

    assertThat(delivered(settings)).isInstanceOf(Delivery.Sent.class);
    assertThat(office.heard).filteredOn(line -> line.startsWith("plain")).hasSize(2);
    assertThat(office.heard).anyMatch(line -> line.startsWith("tls AUTH"));
  }

  @Test
  void encryptionFromTheFirstByteIsSpokenToo() {
    office.close();
    office = new PostOffice(TRUSTED.context(), true);

    assertThat(delivered(Map.of("tls", "implicit", "ca_file", TRUSTED.pem().toString())))
        .isInstanceOf(Delivery.Sent.class);
    assertThat(office.heard).noneMatch(line -> line.startsWith("plain"));
  }

  @Test
  void withEncryptionStrippedNothingIsToldToTheServer_F78() {
    Map<String, Object> settings = login();
    settings.put("tls", "required");

    assertThat(delivered(settings)).isInstanceOf(Delivery.Retry.class);
    assertThat(office.heard).noneMatch(line -> line.matches(".* (AUTH|MAIL).*"));
    assertThat(office.mails).isEmpty();
  }

  @Test
  void aCertificateOfSomebodyElseIsRefused_S24() {
    Certificate foreign = Certificate.of("other.example");
    for (String trusted : List.of("none such", foreign.pem().toString())) {
      office.close();
      office = new PostOffice(foreign.context(), false);

      assertThat(delivered(Map.of("tls", "required", "ca_file", trusted)))
          .isInstanceOf(Delivery.Retry.class);
      assertThat(office.heard).noneMatch(line -> line.contains("MAIL"));
    }
  }

  @Test
  void optionalEncryptionIsUsedWhereItIsOffered() {
    assertThat(delivered(Map.of("tls", "optional"))).isInstanceOf(Delivery.Sent.class);

    office.close();
    office = new PostOffice(TRUSTED.context(), false);
    assertThat(delivered(Map.of("tls", "optional", "ca_file", TRUSTED.pem().toString())))
        .isInstanceOf(Delivery.Sent.class);
    assertThat(office.heard).anyMatch(line -> line.startsWith("tls MAIL"));
  }
}
