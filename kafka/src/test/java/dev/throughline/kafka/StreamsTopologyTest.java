package dev.throughline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.json.FactLine;
import dev.throughline.customer.CustomerId;
import dev.throughline.runtime.Command;
import dev.throughline.runtime.Directory;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settlement;
import dev.throughline.runtime.Sighting;
import dev.throughline.runtime.Told;
import dev.throughline.runtime.View;
import dev.throughline.runtime.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole topology with one cell, on a clock that is turned by hand.
class StreamsTopologyTest {
  private static final Cluster CLUSTER = Cluster.at("localhost:1").withCells(1);

  @TempDir Path folder;

  private final AtomicLong clock = new AtomicLong(Storefront.START.toEpochMilli());
  private final CellQuestions questions = new CellQuestions();
  private final List<String> facts = new ArrayList<>();
  private final List<Tidings> others = new ArrayList<>();
  private final List<LetterNote> notes = new ArrayList<>();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> log;
  private TestInputTopic<byte[], byte[]> cells;
  private TestOutputTopic<byte[], byte[]> toldTopic;
  private TestOutputTopic<byte[], byte[]> lettersTopic;

  @BeforeEach
  void open() {
    Properties settings =
        StreamsSettings.of(CLUSTER, "localhost:8080", folder.resolve("state")).properties();
    StreamsTopology topology =
        new StreamsTopology(
            CLUSTER, Storefront.SECRET, clock::get, questions, StreamsSettings.USUAL_PACE);
    driver = new TopologyTestDriver(topology.topology(), settings, Storefront.START);
    log = input(CLUSTER.logTopic());
    cells = input(CLUSTER.cellsTopic());
    toldTopic = output(CLUSTER.factsTopic());
    lettersTopic = output(CLUSTER.lettersTopic());
    take(Storefront.published());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void take(Command... commands) {
    for (Command command : commands) {
      log.pipeInput(new byte[0], command.bytes(), clock.get());
    }
    read();
  }

  private void take(Work work) {
    cells.pipeInput(CellProcessor.key(0), work.bytes(), clock.get());
    read();
  }

  private void read() {
    for (byte[] value : toldTopic.readValuesToList()) {
      Tidings tidings = Tidings.of(value);
      if (tidings instanceof Tidings.Of(_, Told told)) {
        told.facts().forEach(fact -> facts.add(FactLine.write(fact)));
      } else {
        others.add(tidings);
      }
    }
    lettersTopic.readValuesToList().forEach(value -> notes.add(LetterNote.of(value)));
  }

  private void turn(Duration span) {
    clock.addAndGet(span.toMillis());
    driver.advanceWallClockTime(span);
    read();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.get());
  }

  private List<String> told(String kind) {
    return facts.stream().filter(line -> line.contains("\"kind\":\"" + kind + "\"")).toList();
  }

  private <T extends LetterNote> T note(Class<T> kind) {
    List<T> found = notes.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as("%s of %s", kind.getSimpleName(), notes).hasSize(1);
    notes.clear();
    return found.getFirst();
  }

  @Test
  void anEventBecomesFacts() {
    take(Storefront.identified("1", "ann"), Storefront.did("2", "ann", "Order Completed"));
    assertThat(told("segment.entered")).singleElement().asString().contains("\"customer\":\"ann\"");
    take(Storefront.did("2", "ann", "Order Completed"));
    assertThat(told("segment.entered")).hasSize(1);
  }

  @Test
  void peopleWhoTurnOutToBeOneAreMerged() {
    take(
        Storefront.visited("1", null, "v1", now()),
        Storefront.identified("2", "ann"),
        Storefront.visited("3", "ann", "v1", now()));
    assertThat(told("customer.merged")).singleElement().asString().contains("\"from\":\"v1\"");
    assertThat(people()).isEqualTo(1);
  }

  private long people() {
    CompletableFuture<Long> answer = questions.ask(0, View::people);
    turn(CellProcessor.TICK);
    return answer.join();
  }

  @Test
  void aWaitEndsWithoutAnEvent() {
    take(Storefront.identified("1", "ann"), Storefront.did("2", "ann", "Signed Up"));
    assertThat(told("journey.entered")).hasSize(1);
    turn(Duration.ofMinutes(59));
    assertThat(told("journey.exited")).isEmpty();
    turn(Duration.ofMinutes(1));
    assertThat(told("message.decided")).hasSize(2);
    assertThat(told("journey.exited")).singleElement().asString().contains("completed");
  }

  @Test
  void aLetterIsDecidedClaimedGrantedAndSettled() {
    take(Storefront.identified("1", "ann"), Storefront.did("2", "ann", "Signed Up"));
    LetterNote.Decided decided = note(LetterNote.Decided.class);
    assertThat(decided.attempt()).isEqualTo(1);
    Command claim = new Command.Claim(decided.letter(), decided.attempt());
    take(new Work.About(decided.letter(), now(), claim.bytes()));
    Letter letter = note(LetterNote.Granted.class).letter();
    assertThat(letter.address()).isEqualTo("ann@shop.example");
    assertThat(letter.parts()).containsEntry("subject", "Hello you");
    take(new Work.About(decided.letter(), now(), claim.bytes()));
    assertThat(notes).isEmpty();
    Command settle =
        new Command.Settle(letter.id(), letter.attempts(), Settlement.SENT, "ok", null);
    take(new Work.About(letter.id(), now(), settle.bytes()));
    CompletableFuture<Letter.State> state =
        questions.ask(0, view -> view.letter(letter.id()).orElseThrow().state());
    turn(CellProcessor.TICK);
    assertThat(state.join()).isEqualTo(Letter.State.SENT);
  }

  @Test
  void aQuestionIsAnsweredBetweenTwoPiecesOfWork() {
    take(Storefront.identified("1", "ann"));
    CompletableFuture<CustomerId> answer =
        questions.ask(0, view -> view.customer("ann").orElseThrow().id);
    assertThat(answer).isNotDone();
    turn(CellProcessor.TICK);
    assertThat(answer.join()).isEqualTo(new CustomerId("ann"));
  }

  @Test
  void aMarkComesBackWhenAllBeforeItIsTold() {
    log.pipeInput(
        new byte[0], (Directory.MARK + "here").getBytes(StandardCharsets.UTF_8), clock.get());
    read();
    assertThat(others).containsExactly(new Tidings.Marked(0, "here"));
  }

  @Test
  void whoeverSentABatchHearsWhatCameBefore() {
    for (String id : List.of("1", "2", "1")) {
      RecordHeaders headers = new RecordHeaders();
      headers.add(StreamsTopology.BATCH, "b7".getBytes(StandardCharsets.UTF_8));
      log.pipeInput(
          new TestRecord<>(
              new byte[0],
              Storefront.did(id, "ann", "Order Completed").bytes(),
              headers,
              clock.get()));
    }
    read();
    // The catalog was the log's first entry.
    assertThat(others)
        .containsExactly(
            new Tidings.Seen("b7", 2, Sighting.FIRST),
            new Tidings.Seen("b7", 3, Sighting.FIRST),
            new Tidings.Seen("b7", 4, Sighting.AGAIN));
  }

  @Test
  void theSettingsAreThoseOfKafkaStreams() {
    Properties properties =
        StreamsSettings.of(CLUSTER, "localhost:8080", folder).withStandbys(1).properties();
    StreamsConfig config = new StreamsConfig(properties);
    assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("throughline");
    assertThat(config.getMainConsumerConfigs("throughline", "client", 0))
        .containsEntry("session.timeout.ms", 8_000)
        .containsEntry("isolation.level", "read_committed");
    assertThat(config.getProducerConfigs("client")).containsEntry("compression.type", "lz4");
  }
}
