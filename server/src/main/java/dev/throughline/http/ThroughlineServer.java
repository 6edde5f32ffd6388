package dev.throughline.http;

import dev.throughline.analytics.Warehouse;
import dev.throughline.channel.Ways;
import dev.throughline.channel.Webhooks;
import dev.throughline.http.ingest.IngestHandler;
import dev.throughline.http.live.LiveFeed;
import dev.throughline.http.live.WarehouseWriter;
import dev.throughline.registry.Registry;
import dev.throughline.registry.User;
import dev.throughline.runtime.Carrier;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.Letter;
import dev.throughline.runtime.Settings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Server;

/// The server: the runtime on a data directory, the registry beside it, and HTTP in front of both.
/// `serve`, `demo` and the tests open this.
public final class ThroughlineServer implements AutoCloseable {
  private static final String FACTS = "facts.duckdb";
  private static final long STOP_MS = 20_000;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long IDLE_MS = 30_000;

  /// How a server is opened.
  ///
  /// @param data everything it keeps lies below this directory
  /// @param port 0: any that is free
  /// @param clockMs what time it is; may be a virtual clock
  /// @param ways take messages out of the house
  /// @param publicUrl where people and clients reach the server; empty: as they called it
  /// @param listeners hear every fact and event, beside the server's own
  /// @param apis further routes, made of the open server
  public record Options(
      Path data,
      String host,
      int port,
      LongSupplier clockMs,
      Ways ways,
      Optional<URI> publicUrl,
      List<EmbeddedRuntime.Listener> listeners,
      Function<ThroughlineServer, List<Api>> apis) {
    public Options {
      listeners = List.copyOf(listeners);
    }

    /// On this machine alone, in real time.
    public static Options of(Path data, int port, Configuration configuration) {
      Map<String, Function<Letter, Carrier.Carried>> providers = new TreeMap<>();
      if (!configuration.webhookHosts().isEmpty()) {
        providers.put(Letter.WEBHOOK, new Webhooks(configuration.webhookHosts())::carry);
      }
      return new Options(
          data,
          "127.0.0.1",
          port,
          System::currentTimeMillis,
          new Ways(configuration.kept(), providers),
          configuration.publicUrl(),
          List.of(),
          _ -> List.of());
    }
  }

  private final Registry registry;
  private final Warehouse warehouse;
  private final WarehouseWriter writer;
  private final LiveFeed feed = new LiveFeed();
  private final EmbeddedRuntime runtime;
  private final Javalin http;
  private final Optional<String> firstLogin;

  /// Opens everything, from the disk outwards; answers requests when it returns.
  ///
  /// @throws DataDirectory.InUse if another process has the data directory
  public static ThroughlineServer open(Options options) {
    return new ThroughlineServer(options);
  }

  private ThroughlineServer(Options options) {
    Settings settings = Settings.of(options.data(), options.clockMs());
    // Whoever has the directory is named before the first file is opened.
    DataDirectory.lock(options.data()).close();
    warehouse = Warehouse.open(options.data().resolve(FACTS));
    writer = new WarehouseWriter(warehouse);
    List<EmbeddedRuntime.Listener> listeners = new ArrayList<>(options.listeners());
    listeners.add(writer);
    listeners.add(feed);
    runtime = EmbeddedRuntime.open(settings, options.ways(), new Listeners(listeners));
    registry = Registry.open(options.data(), System::currentTimeMillis);
    firstLogin =
        registry.isUnused()
            ? Optional.of(registry.createLogin(new User("admin", "Admin", User.ADMIN)))
            : Optional.empty();

    List<Api> apis = new ArrayList<>();
    apis.add(new Access(registry));
    apis.addAll(options.apis().apply(this));
    apis.addAll(screens(options));

    http = Javalin.create(config -> configure(config, options, apis));
    http.start(options.host(), options.port());
  }

  /// What the web application is made of, and whoever works as it does.
  private List<Api> screens(Options options) {
    InstantSource clock = () -> Instant.ofEpochMilli(options.clockMs().getAsLong());
    Shelves shelves = new Shelves(runtime);
    Editions editions = new Editions(registry, clock);
    CalledNames names = new CalledNames(warehouse);
    return List.of(
        new HealthApi(runtime, writer),
        new SessionApi(registry, shelves, options.publicUrl()),
        new LiveApi(feed, warehouse, shelves, names),
        new DeadLetterApi(runtime),
        new CustomerApi(runtime, warehouse, shelves, clock),
        new TimelineApi(warehouse, shelves, names),
        new ExplainApi(runtime, warehouse, shelves, clock),
        new RegistryApi(warehouse, shelves, editions, clock),
        new JourneyApi(runtime, warehouse, shelves, names, clock),
        new CatalogApi(runtime, shelves, editions, options.ways().channels()),
        new WebApi());
  }

  private void configure(JavalinConfig config, Options options, List<Api> apis) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> front(server, options));
    config.jetty.modifyHttpConfiguration(http -> {
      http.setRequestHeaderSize(MAX_HEADER_BYTES);
      http.setIdleTimeout(IDLE_MS);
      http.setSendServerVersion(false);
    });
    apis.forEach(api -> api.register(config.routes));
  }

  /// What stands before the API on the same server.
  private void front(Server server, Options options) {
    server.setStopTimeout(STOP_MS);
    server.setHandler(new IngestHandler(registry, runtime, options.clockMs()));
  }

  public int port() {
    return http.port();
  }

  public EmbeddedRuntime runtime() {
    return runtime;
  }

  /// The facts and events, for reports.
  public Warehouse warehouse() {
    return warehouse;
  }

  public Registry registry() {
    return registry;
  }

  /// The token by which the admin can sign in, as long as nobody ever did.
  public Optional<String> firstLogin() {
    return firstLogin;
  }

  /// Stops taking requests in, finishes those under way, and lets the data directory go.
  @Override
  public void close() {
    feed.close();
    http.stop();
    runtime.close();
    writer.close();
    warehouse.close();
    registry.close();
  }
}
