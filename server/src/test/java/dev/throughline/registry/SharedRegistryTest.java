package dev.throughline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.testkit.Eventually;
import dev.throughline.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several nodes have one registry.
@Timeout(120)
class SharedRegistryTest {
  private static final User ADMIN = new User("admin", "Admin", User.ADMIN);
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @TempDir private Path folder;
  private final AtomicLong clock = new AtomicLong(NOW.toEpochMilli());
  private final MemoryLog log = new MemoryLog();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
  }

  private Registry node(String name) {
    return Registry.openShared(folder.resolve(name), clock::get, log.node());
  }

  @Test
  void whoSignsInOnOneNodeIsKnownOnTheOthersUntilTheySignOut() {
    try (Registry one = node("one");
        Registry other = node("other")) {
      String link = one.createLogin(ADMIN);
      assertThat(one.isUnused()).isTrue();
      Registry.SignedIn signedIn = other.signIn(link).orElseThrow();
      assertThat(other.session(signedIn.secret())).contains(ADMIN);
      Eventually.until(() -> one.session(signedIn.secret()).isPresent());
      assertThat(one.isUnused()).isFalse();
      one.signOut(signedIn.secret());
      Eventually.until(() -> other.session(signedIn.secret()).isEmpty());
    }
  }

  @Test
  void aKeyOfOneNodeIsAKeyOfAllAndRevokedOnAll() {
    try (Registry one = node("one");
        Registry other = node("other")) {
      Registry.Issued issued = one.createKey(Scope.INGEST, "shop");
      Eventually.until(() -> other.keyOf(issued.secret()).isPresent());
      assertThat(other.revoke(issued.key().id())).isTrue();
      assertThat(other.revoke(issued.key().id())).isFalse();
      Eventually.until(() -> one.keyOf(issued.secret()).orElseThrow().revokedAt() != null);
    }
  }

  @Seeds(5)
  void aLinkIsUsedOnceHoweverManyNodesAreAskedAtOnce(long seed, SplittableRandom random) {
    try (Registry one = node("one");
        Registry two = node("two");
        Registry three = node("three")) {
      List<Registry> nodes = List.of(one, two, three);
      for (int round = 0; round < 30; round++) {
        String link = nodes.get(random.nextInt(nodes.size())).createLogin(ADMIN);
        // One node may well be asked twice.
        List<Registry> askers =
            random.ints(2 + random.nextInt(3), 0, 3).mapToObj(nodes::get).toList();
        List<Registry.SignedIn> signedIn =
            atOnce(askers, node -> node.signIn(link)).stream().flatMap(Optional::stream).toList();
        assertThat(signedIn).as("seed %d, round %d", seed, round).hasSize(1);
        for (Registry node : nodes) {
          Eventually.until(() -> node.session(signedIn.getFirst().secret()).isPresent());
        }
      }
    }
  }

  @Test
  void twoNodesThatSeeATextAtOnceCountOneEdition() {
    try (Registry one = node("one");
        Registry two = node("two")) {
      for (int round = 1; round <= 20; round++) {
        String hash = "h" + round;
        List<Integer> editions =
            atOnce(
                List.of(one, two),
                node -> node.edition("journey", "welcome", hash, NOW, null).number());
        assertThat(editions).containsExactly(round, round);
      }
    }
  }

  @Test
  void twoNodesThatSeeTwoTextsAtOnceCountTwoEditions() {
    try (Registry one = node("one");
        Registry two = node("two")) {
      for (int round = 0; round < 20; round++) {
        String before = "h%d-".formatted(round);
        List<Integer> editions =
            atOnce(
                List.of(one, two),
                node -> {
                  String hash = before + (node.equals(one) ? "one" : "two");
                  return node.edition("journey", "welcome", hash, NOW, null).number();
                });
        assertThat(editions).containsExactlyInAnyOrder(2 * round + 1, 2 * round + 2);
      }
    }
  }

  private <T> List<T> atOnce(List<Registry> nodes, Function<Registry, T> act) {
    CyclicBarrier start = new CyclicBarrier(nodes.size());
    return nodes.stream()
        .map(node ->
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException | BrokenBarrierException broken) {
                    throw new IllegalStateException(broken);
                  }
                  return act.apply(node);
                },
                threads))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @Test
  void whoComesLateOrComesBackHasEverythingOnce() {
    try (Registry one = node("one")) {
      String secret;
      try (Registry other = node("other")) {
        secret = other.createKey(Scope.ADMIN, "deploy").secret();
      }
      String second = one.createKey(Scope.ADMIN, "second").secret();
      try (Registry again = node("other");
          Registry late = node("late")) {
        for (Registry node : List.of(one, again, late)) {
          assertThat(node.keys()).hasSize(2);
          assertThat(node.keyOf(secret)).isPresent();
          assertThat(node.keyOf(second)).isPresent();
        }
      }
    }
  }

  @Test
  void aSecretIsTheSameOnAllNodes() {
    try (Registry one = node("one");
        Registry other = node("other")) {
      byte[] first = one.secret("links", () -> new byte[] {1, 2});
      assertThat(other.secret("links", () -> new byte[] {3})).isEqualTo(first);
      assertThat(one.secret("links", () -> new byte[] {4})).isEqualTo(new byte[] {1, 2});
      assertThat(other.secret("more", () -> new byte[] {5})).isEqualTo(new byte[] {5});
    }
  }

  @Test
  void aChangeThatCannotBeMadeIsLeftOutByAllAndTheNextIsMade() {
    try (Registry one = node("one");
        Registry other = node("other")) {
      // Nobody is this user.
      var wrong = Change.of("x", Statement.BEGIN_SESSION, "h", "nobody", 1L, 2L);
      var position = log.add(wrong.bytes());
      assertThat(position).isPositive();
      String secret = one.createKey(Scope.ADMIN, "after").secret();
      assertThat(one.keyOf(secret)).isPresent();
      assertThat(other.secret("mark", () -> new byte[] {1})).isNotEmpty();
      assertThat(other.keyOf(secret)).isPresent();
    }
  }

  @Test
  void whoAsksForWhatIsNotAllowedIsToldAndNobodyElse() {
    try (Replica one = replica("one");
        Replica other = replica("other")) {
      assertThatThrownBy(() -> one.make(Statement.BEGIN_SESSION, "h", "nobody", 1L, 2L))
          .isInstanceOf(RegistryFailed.class)
          .hasMessageContaining("does not allow")
          .hasStackTraceContaining("FOREIGN KEY");
      assertThat(other.make(Statement.ADD_USER, "admin", "Admin", "admin", 1L)).isEqualTo(1);
      assertThat(one.make(Statement.ADD_USER, "admin", "Admin", "admin", 1L)).isZero();
    }
  }

  private Replica replica(String name) {
    return Replica.open(Database.openCopy(folder.resolve(name), Registry.FILE), log.node());
  }

  @Test
  void whatANewerNodeDoesStopsThisOneAndSaysWhy() {
    try (Registry one = node("one")) {
      Change newer = new Change("x", "GRANT_ROLE", List.of("admin"));
      assertThat(log.add(newer.bytes())).isPositive();
      assertStopped(one, "GRANT_ROLE");
    }
  }

  @Test
  void aStatementWithMoreValuesThanThisNodeKnowsOfStopsItToo() {
    try (Registry one = node("one")) {
      Change newer = Change.of("x", Statement.END_SESSION, "h", "a reason");
      assertThat(log.add(newer.bytes())).isPositive();
      assertStopped(one, "END_SESSION");
    }
  }

  @Test
  void bytesOfAnotherFormStopThisNodeToo() {
    try (Registry one = node("one")) {
      long position = log.add(new byte[] {9, 9, 9});
      assertStopped(one, "position " + position);
    }
  }

  private void assertStopped(Registry node, String why) {
    long last = 2L * (log.size() - 1);
    assertThatThrownBy(() -> node.createKey(Scope.ADMIN, "more"))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining(why)
        .hasMessageContaining("upgrade this one");
    int asked = log.size();
    assertThatThrownBy(() -> node.createKey(Scope.ADMIN, "more"))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining("upgrade this one");
    assertThat(log.size()).as("others make nothing for a node that has stopped").isEqualTo(asked);
    assertThat(node.keys()).isEmpty();
    try (Database copy = Database.open(folder.resolve("one"), Registry.FILE)) {
      assertThat(copy.position()).as("the upgraded node goes on there").isEqualTo(last - 2);
    }
  }

  @Test
  void twoNodesThatStartBeforeAnybodySignedInBothOfferALinkThatWorks() {
    try (Registry one = node("one");
        Registry other = node("other")) {
      assertThat(List.of(one.isUnused(), other.isUnused())).containsOnly(true);
      List<String> links = atOnce(List.of(one, other), node -> node.createLogin(ADMIN));
      assertThat(one.signIn(links.get(1))).isPresent();
      assertThat(other.signIn(links.get(0))).isPresent();
    }
  }

  @Test
  void readingGoesOnWhileAChangeWaits() {
    try (Registry one = node("one")) {
      String session = one.signIn(one.createLogin(ADMIN)).orElseThrow().secret();
      String key = one.createKey(Scope.INGEST, "shop").secret();
      log.hold(true);
      int size = log.size();
      CompletableFuture<Registry.Issued> waiting =
          CompletableFuture.supplyAsync(() -> one.createKey(Scope.ADMIN, "later"), threads);
      Eventually.until(() -> log.size() > size);

      assertThat(one.session(session)).contains(ADMIN);
      assertThat(one.keyOf(key)).isPresent();
      assertThat(one.keyOf("tl_none")).isEmpty();
      assertThat(waiting).isNotDone();

      log.hold(false);
      assertThat(one.keyOf(waiting.join().secret())).isPresent();
    }
  }

  @Test
  void whoWaitsForAChangeIsToldWhenTheNodeCloses() {
    Replica one = replica("one");
    log.hold(true);
    int size = log.size();
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> one.make(Statement.ARRIVED), threads);
    Eventually.until(() -> log.size() > size);
    one.close();
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(RegistryFailed.class);
  }

  @Test
  void whatTheDiskDoesNotTakeIsNotSkippedButMadeOnceItDoes() throws SQLException {
    try (Replica one = replica("one");
        Database file = Database.open(folder.resolve("one"), Registry.FILE)) {
      long before = file.position();
      CompletableFuture<Integer> made;
      try (Connection other = connect("one");
          java.sql.Statement locking = other.createStatement()) {
        locking.execute("begin immediate");
        made =
            CompletableFuture.supplyAsync(
                () -> one.make(Statement.KEEP_SECRET, "links", "00"), threads);
        Eventually.until(() -> one.trouble().isPresent());
        assertThat(file.position()).isEqualTo(before);
        assertThat(made).isNotDone();
      }
      assertThat(made.join()).isEqualTo(1);
      assertThat(file.position()).isGreaterThan(before);
    }
  }

  @Test
  void aNodeRestoredFromAnOldCopyMakesWhatItMissesOnce() throws IOException {
    try (Registry one = node("one")) {
      assertThat(one.createKey(Scope.ADMIN, "before").key().isRevoked()).isFalse();
    }
    Files.createDirectories(folder.resolve("copy"));
    Files.copy(
        folder.resolve("one").resolve(Registry.FILE),
        folder.resolve("copy").resolve(Registry.FILE));
    try (Registry one = node("one")) {
      assertThat(one.createKey(Scope.ADMIN, "after").key().isRevoked()).isFalse();
      assertThat(one.edition("journey", "welcome", "h", NOW, null).number()).isEqualTo(1);
    }
    node("copy").close();
    assertThat(rows("copy")).isEqualTo(rows("one")).isNotEmpty();
  }

  @Test
  void aNodeOfALogThatIsNoLongerThereSaysSo() {
    try (Registry one = node("one")) {
      assertThat(one.createKey(Scope.ADMIN, "all").key().isRevoked()).isFalse();
    }
    ChangeLog anew = new MemoryLog().node();
    assertThatThrownBy(() -> Registry.openShared(folder.resolve("one"), clock::get, anew))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining("made anew");
  }

  @Test
  void aRegistryThatAServerHadAloneIsNotMixedWithASharedOne() {
    try (Registry alone = Registry.open(folder.resolve("alone"), clock::get)) {
      assertThat(alone.createLogin(ADMIN)).isNotEmpty();
    }
    assertThatThrownBy(() -> node("alone"))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining("empty data directory");
  }

  @Test
  void onlyItsOwnerReadsACopyBecauseItHoldsSecrets() throws IOException {
    try (Registry one = node("one")) {
      assertThat(one.secret("links", () -> new byte[] {1})).isNotEmpty();
      try (Stream<Path> files = Files.list(folder.resolve("one"))) {
        for (Path file : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  /// Whatever nodes do, and whenever one is stopped and started, all have the same rows in the end.
  @Seeds(10)
  void allNodesComeToTheSameRows(long seed, SplittableRandom random) {
    List<String> names = List.of("one", "two", "three");
    Map<String, Registry> nodes = new TreeMap<>();
    Story story = new Story(random);
    try {
      for (int step = 0; step < 100; step++) {
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(8) == 0) {
          Registry stopped = nodes.remove(name);
          if (stopped != null) {
            stopped.close();
          }
        } else {
          story.act(nodes.computeIfAbsent(name, this::node), step);
        }
      }
    } finally {
      nodes.values().forEach(Registry::close);
    }
    // Whoever is opened has everything before.
    names.forEach(name -> node(name).close());

    List<String> rows = rows("one");
    assertThat(rows).as("seed %d", seed).isNotEmpty();
    assertThat(rows("two")).as("seed %d", seed).isEqualTo(rows);
    assertThat(rows("three")).as("seed %d", seed).isEqualTo(rows);
    assertThat(rows.stream().filter(row -> row.startsWith("used ")))
        .as("seed %d", seed)
        .hasSize(story.signIns);
  }

  /// What people do on whichever node they happen to be.
  private final class Story {
    private final SplittableRandom random;
    private final List<String> links = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private int signIns;

    Story(SplittableRandom random) {
      this.random = random;
    }

    void act(Registry node, int step) {
      switch (random.nextInt(8)) {
        case 0 -> links.add(node.createLogin(new User("u" + random.nextInt(3), "U", User.ADMIN)));
        case 1 -> keys.add(node.createKey(Scope.INGEST, "k" + step).key().id());
        case 2 -> any(keys).ifPresent(node::revoke);
        case 3 ->
            any(links)
                .flatMap(node::signIn)
                .ifPresent(begun -> {
                  signIns++;
                  sessions.add(begun.secret());
                });
        case 4 -> any(sessions).ifPresent(node::signOut);
        case 5 -> {
          var edition = node.edition("journey", "j", "h" + random.nextInt(3), NOW, null);
          assertThat(edition.number()).isPositive();
        }
        case 6 -> {
          byte[] fresh = {(byte) step};
          assertThat(node.secret("s" + random.nextInt(3), () -> fresh)).hasSize(1);
        }
        default -> {
          Change wrong = Change.of("x" + step, Statement.BEGIN_SESSION, "h", "nobody", 1L, 2L);
          assertThat(log.add(wrong.bytes())).isNotNegative();
        }
      }
    }

    private Optional<String> any(List<String> texts) {
      return texts.isEmpty()
          ? Optional.empty()
          : Optional.of(texts.get(random.nextInt(texts.size())));
    }
  }

  private List<String> rows(String node) {
    String sql =
        """
        select 'user ' || id || name || role || created_at from users
        union all select 'key ' || id || name || scope || hash || created_at from keys
        union all select 'revoked ' || id || revoked_at from keys where revoked_at is not null
        union all select 'link ' || hash || user_id || created_at || expires_at from login_links
        union all select 'used ' || hash || used_at from login_links where used_at is not null
        union all select 'session ' || hash || user_id || created_at || expires_at from sessions
        union all select 'edition ' || kind || key || edition || hash || at from editions
        union all select 'secret ' || name || value from secrets
        order by 1
        """;
    try (Database file = Database.open(folder.resolve(node), Registry.FILE)) {
      return file.query(sql, row -> row.getString(1));
    }
  }

  private Connection connect(String node) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + folder.resolve(node).resolve(Registry.FILE));
  }
}
