package dev.throughline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.runtime.Letter.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class OutboxTest {
  private static final byte[] UNREADABLE = Keys.text("no letter");

  @TempDir Path data;

  @Test
  void aStartReadsNoLetterThatIsOver() {
    // given
    try (Store store = RocksStore.open(data)) {
      Layers layers = new Layers(store);
      Outbox outbox = new Outbox(store, layers);
      outbox.add(letter("waits", 1));
      outbox.add(letter("left", 1));
      checkpoint(outbox, layers);
      outbox.put(at(letter("left", 1), State.SENT));
      outbox.add(at(letter("kept", 2), State.SENT));
      checkpoint(outbox, layers);
    }
    // when
    try (Store store = RocksStore.open(data)) {
      Layers layers = new Layers(store);
      layers.put(Family.LETTERS, Keys.text("left"), UNREADABLE);
      layers.put(Family.LETTERS, Keys.text("kept"), UNREADABLE);
      write(layers);
      // then
      Outbox again = new Outbox(store, layers);
      assertThat(again.open()).extracting(Letter::id).containsExactly("waits");
    }
  }

  @Test
  void aLetterThatLeftWithinOneCheckpointIsNeverListedAsOpen() {
    try (Store store = RocksStore.open(data)) {
      Layers layers = new Layers(store);
      Outbox outbox = new Outbox(store, layers);
      outbox.add(letter("quick", 1));
      outbox.put(at(letter("quick", 1), State.SENT));
      checkpoint(outbox, layers);
      assertThat(new Outbox(store, layers).open()).isEmpty();
      assertThat(outbox.get("quick")).extracting(Letter::state).isEqualTo(State.SENT);
    }
  }

  @Test
  void theLettersOfAllWhoWereMergedAreErased() {
    try (Store store = RocksStore.open(data)) {
      // given: one became part of two, which became part of three
      Layers layers = new Layers(store);
      Outbox outbox = new Outbox(store, layers);
      outbox.add(letter("of-one", 1));
      checkpoint(outbox, layers);
      outbox.add(letter("of-two", 2));
      outbox.absorb(2, 1);
      checkpoint(outbox, layers);
      outbox.absorb(3, 2);
      outbox.add(at(letter("of-three", 3), State.SENT));
      outbox.add(letter("of-four", 4));
      // when
      outbox.erase(3, Shop.START);
      // then
      assertThat(List.of(got(outbox, "of-one"), got(outbox, "of-two"), got(outbox, "of-three")))
          .allMatch(Letter::isForgotten)
          .allSatisfy(letter -> assertThat(letter.parts()).isEmpty())
          .allSatisfy(letter -> assertThat(letter.address()).isEmpty())
          .extracting(Letter::state)
          .containsExactly(State.WITHDRAWN, State.WITHDRAWN, State.SENT);
      assertThat(got(outbox, "of-four")).isEqualTo(letter("of-four", 4));
    }
  }

  private static void checkpoint(Outbox outbox, Layers layers) {
    outbox.freeze();
    write(layers);
  }

  private static void write(Layers layers) {
    layers.freeze();
    try (Store.Batch batch = layers.frozen().batch()) {
      batch.write();
    }
    layers.written();
  }

  private static Letter got(Outbox outbox, String id) {
    return Objects.requireNonNull(outbox.get(id));
  }

  private static Letter at(Letter letter, State state) {
    return letter.at(state, 1, Shop.START, Shop.START, "ok");
  }

  private static Letter letter(String id, long person) {
    return new Letter(
        id,
        person,
        "p" + person,
        "email",
        "p" + person + "@shop.example",
        "welcome",
        1,
        "run",
        "greet",
        "",
        "marketing",
        Shop.START,
        new TreeMap<>(Map.of("subject", "Hello")),
        State.DECIDED,
        0,
        Shop.START,
        Shop.START,
        "");
  }
}
