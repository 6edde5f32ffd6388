package dev.throughline.analytics;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/// The archive of facts and raw events, in one DuckDB file: every row once, whatever is delivered
/// twice. One thread appends; any number read, each on its own connection, and never wait for it.
public final class Warehouse implements AutoCloseable {
  /// What DuckDB may keep in memory; more goes to files beside the database.
  static final String MEMORY = "512MB";

  /// What those files may take.
  static final String SPILL = "8GB";

  /// Half the cores, for the other half takes events in. Of threads that share the work of a small
  /// statement, one waits for the other without sleeping: with two on two cores an event costs a
  /// tenth more.
  static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  /// The write-ahead log is folded into the file when it has grown so much. Meanwhile newer facts
  /// wait, and after a crash so much may have to be read again; more often, and the parts of a
  /// table become small.
  static final String CHECKPOINT = "64MB";

  /// Folding leaves parts of a table as they were first written: to unite them would pack most rows
  /// twice, while newer facts wait.
  static final String UNITED_PARTS = "0";

  /// More queries at once would only take memory from each other.
  static final int MAX_READS = 4;

  private final DuckDBConnection connection;

  /// Whoever asks waits for the answer, so no more wait here than ask.
  private final ExecutorService readers =
      Executors.newFixedThreadPool(MAX_READS, Warehouse::reader);

  private final ReentrantLock writing = new ReentrantLock();
  private volatile long applied;
  private final AtomicLong facts;

  /// Changes of memberships since they were last looked at as a whole.
  private long membershipChanges;

  private Warehouse(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    Migrations.run(connection);
    this.applied = readApplied();
    this.facts = new AtomicLong(Sql.number(connection, "select count(*) from facts"));
    this.membershipChanges = Memberships.waiting(connection);
  }

  /// Opens the file, or creates it; an older schema is brought up to date.
  public static Warehouse open(Path file) {
    Properties settings = settings();
    settings.setProperty("temp_directory", file + ".tmp");
    settings.setProperty("max_temp_directory_size", SPILL);
    return connect(file.toString(), settings);
  }

  public static Warehouse inMemory() {
    return connect("", settings());
  }

  private static Warehouse connect(String database, Properties settings) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database, settings);
      try {
        return new Warehouse(connection.unwrap(DuckDBConnection.class));
      } catch (SQLException | RuntimeException failed) {
        connection.close();
        throw failed;
      }
    } catch (SQLException failed) {
      throw new WarehouseFailure("The facts in %s cannot be opened".formatted(database), failed);
    }
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("threads", Integer.toString(THREADS));
    settings.setProperty("wal_autocheckpoint", CHECKPOINT);
    settings.setProperty("max_vacuum_tasks", UNITED_PARTS);
    // No statement may reach another file, load code, or lift these limits (reliability S16).
    settings.setProperty("enable_external_access", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("lock_configuration", "true");
    return settings;
  }

  /// The highest number that is durably here; -1 while nothing is.
  public long applied() {
    return applied;
  }

  /// How many facts are durably here; erasure removes none.
  public long facts() {
    return facts.get();
  }

  /// Adds what follows `applied()`, in one transaction with its highest number; what does not is
  /// here already and is left out. All rows of one number come in one call.
  ///
  /// @param facts, events each in the order of their numbers
  public void append(List<NumberedFact> facts, List<NumberedEvent> events) {
    writing.lock();
    try {
      Batch batch = Batch.after(applied, facts, events);
      if (batch.isEmpty()) {
        return;
      }
      try {
        Sql.inTransaction(connection, () -> write(batch));
        this.facts.addAndGet(batch.facts().size());
        applied = batch.last();
      } catch (SQLException failed) {
        throw new WarehouseFailure("The facts were not written", failed);
      }
    } finally {
      writing.unlock();
    }
  }

  private void write(Batch batch) throws SQLException {
    FactTable.append(connection, batch);
    EventTable.append(connection, batch);
    ProfileTable.append(connection, batch);
    Assignments.append(connection, batch);
    List<Link> links = Link.among(batch);
    Names.join(connection, links);
    membershipChanges += Memberships.apply(connection, batch, links);
    if (membershipChanges >= Memberships.MANY_CHANGES) {
      Memberships.settleIfWorthIt(connection);
      membershipChanges = 0;
    }
    Erasures.apply(connection, batch);
    Sql.execute(connection, "update applied set number = ?", batch.last());
  }

  private long readApplied() throws SQLException {
    return Sql.number(connection, "select number from applied");
  }

  /// Asks on a connection of its own, in one snapshot, and on a thread of ours: within DuckDB a
  /// virtual thread would hold the one that carries it.
  <T> T read(Query.Asking<T> asking) {
    Future<T> answer = readers.submit(() -> ask(asking));
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("A question failed", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for an answer", stopped);
    }
  }

  private <T> T ask(Query.Asking<T> asking) {
    try (Connection own = connection.duplicate()) {
      Sql.execute(own, "begin transaction");
      T answer = asking.of(new Query(own));
      Sql.execute(own, "commit");
      return answer;
    } catch (SQLException failed) {
      throw new WarehouseFailure("The facts cannot be read", failed);
    }
  }

  private static Thread reader(Runnable work) {
    Thread thread = new Thread(work, "facts");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    readers.close();
    writing.lock();
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new WarehouseFailure("The facts cannot be closed", failed);
    } finally {
      writing.unlock();
    }
  }
}
