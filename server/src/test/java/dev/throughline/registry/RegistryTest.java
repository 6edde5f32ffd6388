package dev.throughline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private static final User ADMIN = new User("admin", "Admin", User.ADMIN);

  @TempDir private Path data;
  private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);
  private Registry registry;

  @BeforeEach
  void open() {
    registry = Registry.open(data, clock::get);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void theNewestMigrationIsTheOneThatIsAskedFor() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/throughline/registry"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("V"))
          .hasSize(Integer.parseInt(Database.SCHEMA))
          .anyMatch(name -> name.startsWith("V" + Database.SCHEMA + "__"));
    }
  }

  @Test
  void aKeyIsKnownByItsSecretAlone() {
    Registry.Issued issued = registry.createKey(Scope.BROWSER, "pages");

    assertThat(issued.secret()).startsWith("tl_browser_").hasSizeGreaterThan(43);
    assertThat(registry.keyOf(issued.secret())).contains(issued.key());
    assertThat(registry.keyOf(issued.secret() + "x")).isEmpty();
    assertThat(registry.keyOf(issued.key().id())).isEmpty();
  }

  @Test
  void whatIsKeptDoesNotHoldASecret() throws IOException {
    String key = registry.createKey(Scope.ADMIN, "deploy").secret();
    String login = registry.createLogin(ADMIN);
    String session = registry.signIn(login).orElseThrow().secret();

    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(key, key.substring("tl_admin_".length()), login, session);
      }
    }
  }

  @Test
  void aRevokedKeyStaysInTheList() {
    Registry.Issued issued = registry.createKey(Scope.INGEST, "old");

    assertThat(registry.revoke(issued.key().id())).isTrue();
    assertThat(registry.revoke(issued.key().id())).isFalse();
    assertThat(registry.keyOf(issued.secret()).orElseThrow().isRevoked()).isTrue();
    assertThat(registry.keys()).hasSize(1);
  }

  @Test
  void aKeyMadeByAnotherProcessIsKnownAtItsFirstUse() {
    try (Registry other = Registry.open(data, clock::get)) {
      Registry.Issued issued = other.createKey(Scope.INGEST, "new");

      assertThat(registry.keyOf(issued.secret())).contains(issued.key());
    }
  }

  @Test
  void aLinkSignsInOnce() {
    String login = registry.createLogin(ADMIN);

    Registry.SignedIn signedIn = registry.signIn(login).orElseThrow();

    assertThat(signedIn.user()).isEqualTo(ADMIN);
    assertThat(registry.session(signedIn.secret())).contains(ADMIN);
    assertThat(registry.signIn(login)).isEmpty();
    assertThat(registry.signIn("")).isEmpty();
  }

  @Test
  void aLinkAndASessionExpire() {
    String late = registry.createLogin(ADMIN);
    String session = registry.signIn(registry.createLogin(ADMIN)).orElseThrow().secret();

    clock.addAndGet(Registry.LINK_LIFE.toMillis());
    assertThat(registry.signIn(late)).isEmpty();
    assertThat(registry.session(session)).isPresent();
    clock.addAndGet(Registry.SESSION_LIFE.minus(Registry.LINK_LIFE).toMillis());
    assertThat(registry.session(session)).isEmpty();
  }

  @Test
  void whoSignsOutIsNoLongerKnown() {
    String session = registry.signIn(registry.createLogin(ADMIN)).orElseThrow().secret();

    registry.signOut(session);

    assertThat(registry.session(session)).isEmpty();
  }

  @Test
  void itIsUnusedUntilSomebodyHasSignedIn() {
    assertThat(registry.isUnused()).isTrue();
    String login = registry.createLogin(ADMIN);
    assertThat(registry.isUnused()).isTrue();
    registry.signIn(login);
    clock.addAndGet(Duration.ofDays(400).toMillis());
    assertThat(registry.isUnused()).isFalse();
  }

  @Test
  void aSecretIsMadeOnce() {
    assertThat(registry.secret("links", () -> new byte[] {7})).containsExactly(7);
    assertThat(registry.secret("links", () -> new byte[] {8})).containsExactly(7);
    assertThat(registry.secret("others", () -> new byte[] {9})).containsExactly(9);
  }

  @Test
  void aRegistryOfAnOldVersionOpensWithWhatItHolds() throws SQLException, IOException {
    Path old = Files.createDirectory(data.resolve("old"));
    String file = "jdbc:sqlite:" + old.resolve(Registry.FILE);
    var made =
        Flyway.configure()
            .dataSource(file, "", "")
            .locations("classpath:dev/throughline/registry")
            .target("2")
            .load()
            .migrate();
    assertThat(made.migrationsExecuted).isEqualTo(2);
    try (Connection connection = DriverManager.getConnection(file);
        PreparedStatement key =
            connection.prepareStatement(
                "insert into keys values ('k', 'old', 'admin', ?, 1, null)")) {
      key.setString(1, Secrets.hash("tl_admin_old"));
      assertThat(key.executeUpdate()).isEqualTo(1);
    }

    try (Registry opened = Registry.open(old, clock::get)) {
      assertThat(opened.keyOf("tl_admin_old").orElseThrow().name()).isEqualTo("old");
      assertThat(opened.secret("links", () -> new byte[] {7})).containsExactly(7);
    }
  }
}
