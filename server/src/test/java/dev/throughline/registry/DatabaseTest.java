package dev.throughline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final String LARGE = "x".repeat(1_000_000);

  @TempDir private Path folder;

  @Test
  void aChangeThatTheTablesDoNotAllowHasHadItsTurn() {
    try (Database database = Database.open(folder, "registry.sqlite")) {
      assertThat(database.changeAt(7, Statement.BEGIN_SESSION, "h", "nobody", 1L, 2L))
          .isInstanceOf(Database.Outcome.Refused.class);
      assertThat(database.position()).isEqualTo(7);
    }
  }

  @Test
  void aChangeForWhichThereIsNoSpaceHasItsTurnLater() {
    try (Database database = Database.open(folder, "registry.sqlite")) {
      long pages = database.number("pragma page_count");
      assertThat(database.number("pragma max_page_count = " + (pages + 10))).isEqualTo(pages + 10);
      assertThatThrownBy(() -> database.changeAt(7, Statement.KEEP_SECRET, "large", LARGE))
          .isInstanceOf(RegistryFailed.class)
          .hasStackTraceContaining("SQLITE_FULL");
      assertThat(database.position()).isEqualTo(-1);
      assertThat(database.wasServed()).isFalse();

      assertThat(database.number("pragma max_page_count = " + 100 * pages)).isPositive();
      assertThat(database.changeAt(7, Statement.KEEP_SECRET, "large", LARGE))
          .isEqualTo(new Database.Outcome.Changed(1));
      assertThat(database.position()).isEqualTo(7);
    }
  }
}
