package dev.throughline.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.channel.Links.Reading;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A recipient's own links: nobody can make one, change one or learn anything from one.
class LinksTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

  /// Made by version 1 of the form; never change it.
  private static final String GOLDEN =
      "k1.xV2aR2-CTtVaVYcg2N05kof7jagJsOyam84RmQ5yJqJNZFy5vUHa_4kuK0EYrYRDZlQjt2zFKGNBp"
          + "VdTmOt-oeMQqxzHEp5-iK1AMVFzwgtO9qiQimEExUFYrVXNRrNouTs91hoIsPjpdRtmi8KLLkxr8Jten"
          + "aSItKWZrKyJ3QouhW0Bk1jWIx2hrT6Y9z9YrDK3UA9KKsG_Xe6QInBPWw";

  private static final Outgoing LETTER = Letter.of(Map.of());
  private static final Instant LATER = Letter.DECIDED.plus(Duration.ofHours(1));

  @Test
  void aClickKnowsItsMessageAndItsTarget() {
    String url = Letter.LINKS.click(LETTER, "https://shop.example/a?b=c#d");

    assertThat(url).startsWith("https://go.shop.example/c/k1.").doesNotContain("shop.example/a");
    assertThat(read(url, LATER))
        .isEqualTo(
            new Reading.Genuine(
                new Link(
                    Link.Kind.CLICK,
                    LETTER.sendKey(),
                    LETTER.customer(),
                    "cart-recovery",
                    3,
                    "remind",
                    "email",
                    "marketing",
                    Letter.DECIDED,
                    "https://shop.example/a?b=c#d")));
  }

  @Test
  void eachKindHasItsOwnPlaceAndMeaning() {
    assertThat(Letter.LINKS.open(LETTER)).startsWith("https://go.shop.example/o/");
    assertThat(Letter.LINKS.unsubscribe(LETTER)).startsWith("https://go.shop.example/u/");
    assertThat(Letter.LINKS.preferences(LETTER)).startsWith("https://go.shop.example/p/");
    assertThat(kind(Letter.LINKS.open(LETTER))).isEqualTo(Link.Kind.OPEN);
    assertThat(kind(Letter.LINKS.unsubscribe(LETTER))).isEqualTo(Link.Kind.UNSUBSCRIBE);
    assertThat(kind(Letter.LINKS.preferences(LETTER))).isEqualTo(Link.Kind.PREFERENCES);
  }

  @Test
  void everyCharacterChangedToEveryOtherIsRefused_C3() {
    String token = token(Letter.LINKS.unsubscribe(LETTER));
    for (int i = 0; i < token.length(); i++) {
      for (int j = 0; j < ALPHABET.length(); j++) {
        char other = ALPHABET.charAt(j);
        if (other != token.charAt(i)) {
          String changed = token.substring(0, i) + other + token.substring(i + 1);
          assertThat(Letter.LINKS.read(changed, LATER)).isInstanceOf(Reading.Refused.class);
        }
      }
    }
  }

  @Test
  void whatIsCutOffOrAddedIsRefused() {
    String token = token(Letter.LINKS.click(LETTER, "https://shop.example/"));
    for (int i = 0; i < token.length(); i++) {
      assertThat(Letter.LINKS.read(token.substring(0, i), LATER))
          .isInstanceOf(Reading.Refused.class);
    }
    for (String more : new String[] {"A", "=", ".", " ", "/", "%00", "A".repeat(100_000)}) {
      assertThat(Letter.LINKS.read(token + more, LATER)).isInstanceOf(Reading.Refused.class);
    }
  }

  @Test
  void theAddressBarTellsNothingAboutAnybody_C38() {
    String token = token(Letter.LINKS.unsubscribe(LETTER));
    byte[] bytes = Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1));

    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("ann", "private", "cart-recovery", "marketing", LETTER.sendKey());
  }

  @Test
  void anUnsubscribeLinkWorksForFiveYears_C15() {
    String url = Letter.LINKS.unsubscribe(LETTER);

    assertThat(read(url, Letter.DECIDED.plus(Duration.ofDays(60))))
        .isInstanceOf(Reading.Genuine.class);
    assertThat(read(url, Instant.parse("2031-03-02T10:00:00Z")))
        .isInstanceOf(Reading.Genuine.class);
    assertThat(read(url, Instant.parse("2032-03-02T10:00:00Z")))
        .isEqualTo(new Reading.Refused("it is too old"));
  }

  @Test
  void aNewKeySignsAndTheOldOneIsStillKnown() {
    URI base = URI.create("https://go.shop.example");
    Links rotated = new Links(base, Letter.keys("k2", "k1", "k2"));
    Links forgotten = new Links(base, Letter.keys("k2", "k2"));
    String old = token(Letter.LINKS.unsubscribe(LETTER));

    assertThat(rotated.read(old, LATER)).isInstanceOf(Reading.Genuine.class);
    assertThat(token(rotated.unsubscribe(LETTER))).startsWith("k2.");
    assertThat(forgotten.read(old, LATER)).isInstanceOf(Reading.Refused.class);
    assertThat(forgotten.read(old.replace("k1.", "k2."), LATER))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void linksOfEarlierVersionsAreReadForGood() {
    assertThat(Letter.LINKS.read(GOLDEN, LATER))
        .isEqualTo(new Reading.Genuine(Link.of(Link.Kind.CLICK, LETTER, "https://shop.example/")));
  }

  @Test
  void aWeakKeyIsRefused() {
    assertThatThrownBy(() -> new SigningKeys("a", Map.of("a", new byte[31])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }

  private static Link.Kind kind(String url) {
    return switch (read(url, LATER)) {
      case Reading.Genuine(Link link) -> link.kind();
      case Reading.Refused(String why) -> throw new AssertionError(why);
    };
  }

  private static Reading read(String url, Instant now) {
    return Letter.LINKS.read(token(url), now);
  }

  private static String token(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
