package dev.throughline.http;

import dev.throughline.analytics.Warehouse;
import dev.throughline.channel.KeptKeys;
import dev.throughline.channel.Links;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.Ways;
import dev.throughline.channel.email.EmailSettings;
import dev.throughline.channel.email.Mailbox;
import dev.throughline.channel.email.Stationery;
import dev.throughline.channel.gateway.PluginProblem;
import dev.throughline.exchange.Stored;
import dev.throughline.http.ingest.IngestHandler;
import dev.throughline.http.live.Archive;
import dev.throughline.registry.Registry;
import dev.throughline.registry.User;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.EmbeddedRuntime;
import dev.throughline.runtime.LogRepair;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.Settings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;

/// The server: the runtime on a data directory, the registry beside it, and HTTP in front of both.
/// `serve`, `demo` and the tests open this.
public final class ThroughlineServer implements AutoCloseable {
  private static final long STOP_MS = 20_000;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long IDLE_MS = 30_000;

  /// How a server is opened.
  ///
  /// @param data everything it keeps lies below this directory
  /// @param port 0: any that is free
  /// @param clockMs what time it is; may be a virtual clock
  /// @param ways take messages out of the house
  /// @param listeners hear every fact and event, beside the server's own
  /// @param apis further routes, made of the open server
  /// @param configuration what the operator set up
  public record Options(
      Path data,
      String host,
      int port,
      LongSupplier clockMs,
      Ways ways,
      List<Orchestrator.Listener> listeners,
      Function<ThroughlineServer, List<Api>> apis,
      Configuration configuration) {
    public Options {
      listeners = List.copyOf(listeners);
    }

    /// With nothing set up.
    public Options(
        Path data,
        String host,
        int port,
        LongSupplier clockMs,
        Ways ways,
        List<Orchestrator.Listener> listeners,
        Function<ThroughlineServer, List<Api>> apis) {
      this(data, host, port, clockMs, ways, listeners, apis, Configuration.NONE);
    }

    /// On this machine alone, in real time, with the plug-ins of the data directory.
    public static Options of(Path data, int port, Configuration configuration) {
      return of(data, port, configuration, data.resolve("plugins"));
    }

    /// @param plugins where the jars of channels are
    /// @throws PluginProblem if one that the configuration names does not work
    public static Options of(Path data, int port, Configuration configuration, Path plugins) {
      return new Options(
          data,
          "127.0.0.1",
          port,
          System::currentTimeMillis,
          Providers.of(data, port, configuration, plugins),
          List.of(),
          _ -> List.of(new DemoApi(null)),
          configuration);
    }
  }

  /// Only links that are made need to know where the server is reached.
  private static final URI LOCAL = URI.create("http://localhost");

  /// What mails carry where nothing is set up to send them.
  private static final Stationery UNADDRESSED = new Stationery("", "throughline", false, false);

  private static final String FACTS = "facts.duckdb";

  private final Ways ways;
  private final Archive archive;
  private final Registry registry;
  private final Orchestrator runtime;
  private final Publishing publishing;
  private final Javalin http;
  private final Optional<String> firstLogin;

  /// The port is another process's.
  public static final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTaken(int port, Throwable cause) {
      super("port %d is taken: choose another with --port, or 0 for any".formatted(port), cause);
    }
  }

  /// What makes the server's runtime.
  @FunctionalInterface
  public interface Engineroom {
    /// @param kept where what `listener` hears of is kept
    Orchestrator open(Warehouse kept, Orchestrator.Listener listener);
  }

  /// Opens everything, from the disk outwards; answers requests when it returns.
  ///
  /// @throws DataDirectory.InUse if another process has the data directory
  /// @throws PortTaken if another process has the port
  public static ThroughlineServer open(Options options) {
    return open(options, Settings.of(options.data(), options.clockMs()));
  }

  static ThroughlineServer open(Options options, Settings settings) {
    return open(
        options,
        () -> Registry.open(options.data(), System::currentTimeMillis),
        (_, listener) -> EmbeddedRuntime.open(settings, options.ways(), listener));
  }

  /// The same over a runtime and a registry that others share.
  public static ThroughlineServer open(
      Options options, Supplier<Registry> registries, Engineroom engines) {
    // Whoever has the directory is named before the first file in it is opened.
    DataDirectory.lock(options.data()).close();
    Archive archive = Archive.open(options.data().resolve(FACTS));
    Orchestrator runtime = null;
    try {
      runtime = engines.open(archive.warehouse(), listeners(options, archive));
      Registry registry = registries.get();
      ThroughlineServer server = new ThroughlineServer(options, archive, runtime, registry);
      server.http.start(options.host(), options.port());
      return server;
    } catch (RuntimeException failed) {
      if (runtime != null) {
        runtime.close();
      }
      archive.close();
      throw failed instanceof JavalinBindException ? new PortTaken(options.port(), failed) : failed;
    }
  }

  /// Repairs the log of a data directory that nobody works on.
  ///
  /// @throws DataDirectory.InUse if another process has it
  public static LogRepair repair(Path data) {
    DataDirectory.lock(data).close();
    long told;
    try (Warehouse warehouse = Warehouse.open(data.resolve(FACTS))) {
      told = warehouse.applied();
    }
    return LogRepair.of(Settings.of(data, System::currentTimeMillis), told);
  }

  private static Orchestrator.Listener listeners(Options options, Archive archive) {
    List<Orchestrator.Listener> listeners = new ArrayList<>(options.listeners());
    listeners.add(archive.writer());
    listeners.add(archive.feed());
    return new Listeners(listeners);
  }

  private ThroughlineServer(
      Options options, Archive archive, Orchestrator runtime, Registry registry) {
    this.archive = archive;
    this.runtime = runtime;
    this.registry = registry;
    this.ways = options.ways();
    this.publishing = new Publishing(runtime, options.ways().channels());
    this.firstLogin =
        registry.isUnused()
            ? Optional.of(registry.createLogin(new User("admin", "Admin", User.ADMIN)))
            : Optional.empty();

    List<Api> apis = new ArrayList<>();
    apis.add(new SessionApi(registry, runtime));
    apis.add(new BundleApi(runtime, publishing));
    SigningKeys keys = KeptKeys.in(options.data());
    apis.add(new FeedbackApi(runtime, new Links(LOCAL, keys), keys, options.clockMs()));
    apis.add(ReceiptsApi.of(runtime, options.configuration(), options.clockMs()));
    apis.add(CallbackApi.of(runtime, options.configuration(), options.clockMs()));
    apis.addAll(options.apis().apply(this));
    apis.addAll(screens(options));

    this.http = Javalin.create(config -> configure(config, options, apis));
  }

  /// What the web application is made of, and whoever works as it does.
  private List<Api> screens(Options options) {
    InstantSource clock = () -> Instant.ofEpochMilli(options.clockMs().getAsLong());
    Warehouse warehouse = archive.warehouse();
    Shelves shelves = new Shelves(runtime);
    Editions editions = new Editions(registry, clock);
    CalledNames names = new CalledNames(warehouse);
    return List.of(
        new HealthApi(runtime, archive.writer()),
        new DescriptionApi(),
        new LiveApi(archive.feed(), warehouse, shelves, names),
        new DeadLetterApi(runtime),
        new CustomerApi(runtime, warehouse, shelves, clock),
        new ErasureApi(runtime),
        new TimelineApi(warehouse, shelves, names),
        new ConsentApi(runtime, warehouse, clock),
        new ExplainApi(runtime, warehouse, shelves, clock),
        new RegistryApi(warehouse, shelves, editions, clock),
        new JourneyApi(runtime, warehouse, shelves, names, clock),
        new CatalogApi(shelves, editions, publishing),
        new SegmentApi(warehouse, shelves, editions, clock),
        new MemberApi(runtime, warehouse, shelves, clock),
        new AttributionApi(warehouse, shelves, clock),
        new OrderApi(runtime, warehouse, shelves, names, clock),
        new OutboxApi(runtime, warehouse, shelves),
        messages(options, shelves),
        new PolicyApi(warehouse, shelves, clock),
        new FactsApi(warehouse),
        new ExportApi(new Stored(runtime, warehouse)),
        new SimulationApi(warehouse, shelves, clock),
        new StartApi(runtime, shelves, clock),
        new MetricsApi(runtime, archive));
  }

  private Api messages(Options options, Shelves shelves) {
    Configuration configuration = options.configuration();
    URI base = configuration.publicUrl().orElse(LOCAL);
    return new MessageApi(
        runtime,
        archive.warehouse(),
        shelves,
        new Links(base, KeptKeys.in(options.data())),
        configuration.email().map(EmailSettings::stationery).orElse(UNADDRESSED),
        configuration.email().map(settings -> shown(settings.from())).orElse(null));
  }

  private static String shown(Mailbox mailbox) {
    return mailbox.name().isEmpty()
        ? mailbox.address()
        : "%s <%s>".formatted(mailbox.name(), mailbox.address());
  }

  private void configure(JavalinConfig config, Options options, List<Api> apis) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = BundleApi.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> front(server, options));
    config.jetty.modifyHttpConfiguration(http -> {
      http.setRequestHeaderSize(MAX_HEADER_BYTES);
      http.setIdleTimeout(IDLE_MS);
      http.setSendServerVersion(false);
    });
    Gate gate = new Gate(registry);
    config.routes.before(gate::check);
    apis.forEach(api -> api.register(config.routes));
    Failures.register(config.routes);
    WebApplication.serve(config);
  }

  /// What stands before the API on the same server.
  private void front(Server server, Options options) {
    server.setStopTimeout(STOP_MS);
    server.setHandler(new IngestHandler(registry, runtime, options.clockMs()));
  }

  public int port() {
    return http.port();
  }

  public Orchestrator runtime() {
    return runtime;
  }

  /// The facts and events, for reports.
  public Warehouse warehouse() {
    return archive.warehouse();
  }

  /// For how long the oldest fact or event that is not in the warehouse waits to be.
  public Duration factsBehind() {
    return archive.writer().behind();
  }

  /// Whether everything that was told is in the warehouse.
  boolean isKept() {
    return archive.writer().kept() == Long.MAX_VALUE;
  }

  public Registry registry() {
    return registry;
  }

  public Publishing publishing() {
    return publishing;
  }

  /// The token by which the admin can sign in, as long as nobody ever did.
  public Optional<String> firstLogin() {
    return firstLogin;
  }

  /// Stops taking requests in, finishes those under way, and lets the data directory go.
  @Override
  public void close() {
    archive.feed().close();
    http.stop();
    runtime.close();
    ways.close();
    archive.close();
    registry.close();
  }
}
