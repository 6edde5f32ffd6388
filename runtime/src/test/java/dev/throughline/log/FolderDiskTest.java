package dev.throughline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDiskTest {
  private static final int APPENDERS = 8;
  private static final int APPENDS = 200;
  private static final Settings SETTINGS = new Settings(20_000, 0, 1_000);

  @TempDir Path folder;

  @Test
  void manyAppendersShareOneOrderWithoutGaps() {
    Map<Long, String> answered = new ConcurrentHashMap<>();
    List<Logged> handedOn = new ArrayList<>();
    try (InputLog log = open()) {
      log.subscribe(handedOn::addAll);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < APPENDERS; i++) {
          int appender = i;
          threads.execute(() -> appendAll(log, appender, answered));
        }
      }
    }
    int all = APPENDERS * APPENDS;
    assertThat(answered).hasSize(all);
    assertThat(handedOn)
        .extracting(Logged::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all).boxed().toList());
    assertThat(handedOn)
        .allSatisfy(one ->
            assertThat(Tried.words(List.of(one)))
                .isEqualTo(one.number() + ":" + answered.get(one.number())));
    try (InputLog log = open();
        Cursor cursor = log.from(1)) {
      List<Logged> read = new ArrayList<>();
      cursor.forEachRemaining(read::add);
      assertThat(Tried.words(read)).isEqualTo(Tried.words(handedOn));
    }
    for (int i = 0; i < APPENDERS; i++) {
      String prefix = i + "-";
      assertThat(handedOn.stream().map(Logged::attachment).map(String::valueOf))
          .filteredOn(word -> word.startsWith(prefix))
          .containsExactlyElementsOf(
              IntStream.range(0, APPENDS).mapToObj(n -> prefix + n).toList());
    }
  }

  private static void appendAll(InputLog log, int appender, Map<Long, String> answered) {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int n = 0; n < APPENDS; n++) {
      String word = appender + "-" + n;
      answers.add(log.append(Tried.entries(word)).thenAccept(number -> answered.put(number, word)));
    }
    answers.forEach(CompletableFuture::join);
  }

  @Test
  void aReaderSeesWhatWasThereWhenItBegan() {
    try (InputLog log = open()) {
      log.append(Tried.entries("a", "b")).join();
      try (Cursor cursor = log.from(1)) {
        log.append(Tried.entries("c")).join();
        List<Logged> read = new ArrayList<>();
        cursor.forEachRemaining(read::add);
        assertThat(Tried.words(read)).isEqualTo("1:a 2:b");
      }
    }
  }

  @Test
  void segmentsRollAndOldOnesGo() {
    try (InputLog log = new FolderLog(folder, new Settings(100, 0, 1_000)).open()) {
      for (String word : List.of("a", "b", "c", "d", "e")) {
        log.append(Tried.entries(word.repeat(60))).join();
      }
      assertThat(folder.toFile().list()).hasSize(5);
      log.dropBefore(4);
      assertThat(folder.toFile().list()).hasSize(2);
      assertThat(log.first()).isEqualTo(4);
    }
    try (InputLog log = open()) {
      assertThat(log.first()).isEqualTo(4);
      assertThat(log.append(Tried.entries("f")).join()).isEqualTo(6);
    }
  }

  @Test
  void whatIsKeptInReserveIsMeasuredOnTheRealDisk() {
    try (InputLog log = new FolderLog(folder, new Settings(100, Long.MAX_VALUE, 100)).open()) {
      assertThat(log.health()).isInstanceOf(Health.Full.class);
      CompletableFuture<Long> refused = log.append(Tried.entries("a"));
      assertThatThrownBy(refused::join).hasCauseInstanceOf(LogFull.class);
      assertThat(log.appendFromReserve(Tried.entries("b")).join()).isEqualTo(1);
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaidByName() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new FolderLog(missing, SETTINGS).open())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  private InputLog open() {
    return new FolderLog(folder, SETTINGS).open();
  }

  /// A log in a folder, with the machine's clock.
  private record FolderLog(Path folder, Settings settings) {
    InputLog open() {
      return InputLog.open(new FolderDisk(folder), System::currentTimeMillis, settings);
    }
  }
}
