package dev.throughline.runtime;

import static dev.throughline.testkit.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.log.LogDamaged;
import dev.throughline.log.Repair.Loss;
import dev.throughline.runtime.Letter.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LogRepairTest {
  @TempDir Path data;

  @Test
  void whatWasAppliedBeforeTheDamageIsStillKnown() throws IOException {
    // given
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.event("m1", "ann", "Viewed"));
      shop.take(Shop.event("m2", "bob", "Viewed"));
      shop.take(Shop.event("m3", "cid", "Viewed"));
    }
    damage("\"m2\"");
    assertThatThrownBy(() -> Shop.open(data)).isInstanceOf(LogDamaged.class);
    // when
    LogRepair repair = repair();
    // then
    assertThat(repair.report().losses()).singleElement().extracting(Loss::entries).isEqualTo(1L);
    assertThat(repair.applied()).isGreaterThanOrEqualTo(repair.report().losses().getFirst().last());
    assertThat(log().resolveSibling(log().getFileName() + ".damaged")).exists();
    try (Shop shop = Shop.open(data)) {
      assertThat(shop.runtime.ask(view -> view.customer("bob")).join()).isPresent();
      assertThat(shop.runtime.counters().join()).doesNotContainKey("lost_entries");
      shop.take(Shop.event("m2", "bob", "Viewed"));
      assertThat(shop.runtime.counters().join()).containsEntry("duplicates", 1L);
    }
  }

  @Test
  void whatWasNotAppliedYetIsMissingAndWhatFollowsItIsThere() throws IOException {
    // given
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.event("m1", "ann", "Viewed"));
      shop.take(Shop.event("m2", "bob", "Viewed"));
      shop.take(Shop.event("m3", "cid", "Viewed"));
    }
    loseTheStore();
    damage("\"m2\"");
    // when
    assertThat(repair().applied()).isZero();
    // then
    try (Shop shop = Shop.open(data)) {
      assertThat(shop.runtime.ask(view -> view.customer("ann")).join()).isPresent();
      assertThat(shop.runtime.ask(view -> view.customer("bob")).join()).isEmpty();
      assertThat(shop.runtime.ask(view -> view.customer("cid")).join()).isPresent();
      assertThat(shop.runtime.counters().join()).containsEntry("lost_entries", 1L);
    }
  }

  @Test
  void aLetterWhoseClaimIsLostIsWhatIsSaidOfItLater() throws IOException {
    String letter = greeted();
    loseTheStore();
    damage("c{\"attempt\":1,\"letter\":\"" + letter);
    repair();
    try (Shop shop = Shop.open(data)) {
      assertThat(shop.letter(letter).state()).isEqualTo(State.SENT);
      assertThat(shop.carried).isEmpty();
    }
  }

  @Test
  void aLetterThatMayHaveLeftIsNotSentAgain() throws IOException {
    String letter = greeted();
    loseTheStore();
    damage("c{\"attempt\":1,\"letter\":\"" + letter);
    damage("d{\"attempt\":1");
    repair();
    try (Shop shop = Shop.open(data)) {
      assertThat(shop.letter(letter).state()).isEqualTo(State.UNKNOWN);
      assertThat(shop.letter(letter).detail()).isEqualTo("the log lost what became of it");
      assertThat(shop.carried).isEmpty();
    }
  }

  @Test
  void aTimerThatFiredWithinWhatIsLostSendsNothingAgain() throws IOException {
    // given
    String greeting = greeted();
    try (Shop shop = Shop.open(data)) {
      long before = Files.size(log());
      shop.wait(Duration.ofHours(1));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      long after = Files.size(log());
      shop.take(Shop.event("m9", "bob", "Viewed"));
      overwrite(before, after);
    }
    loseTheStore();
    // when
    repair();
    // then
    try (Shop shop = Shop.open(data)) {
      shop.wait(Duration.ofHours(2));
      assertThat(shop.runtime.ask(View::openLetters).join()).isEmpty();
      assertThat(shop.carried).isEmpty();
      assertThat(shop.factsOf("message.decided")).hasSize(2);
      assertThat(shop.letter(greeting).state()).isEqualTo(State.SENT);
    }
  }

  private String greeted() {
    try (Shop shop = Shop.open(data).published()) {
      shop.take(Shop.identify("m1", "ann", "ann@shop.example"));
      shop.take(Shop.event("m2", "ann", "Signed Up"));
      until(() -> shop.factsOf("message.delivered").size() == 1);
      shop.take(Shop.event("m3", "ann", "Viewed"));
      return List.copyOf(shop.carried.keySet()).getFirst();
    }
  }

  private LogRepair repair() {
    return LogRepair.of(Settings.of(data, Shop.START::toEpochMilli), 0);
  }

  private Path log() {
    return data.resolve("log").resolve("0000000000000000001.log");
  }

  private void loseTheStore() throws IOException {
    RuntimeTest.delete(data.resolve("store"));
  }

  private void damage(String text) throws IOException {
    String content = Files.readString(log(), StandardCharsets.ISO_8859_1);
    int at = content.indexOf(text);
    assertThat(at).isPositive();
    overwrite(at, at + 1);
  }

  private void overwrite(long from, long to) throws IOException {
    try (FileChannel file = FileChannel.open(log(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate((int) (to - from)), from);
    }
  }
}
