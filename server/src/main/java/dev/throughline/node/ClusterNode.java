package dev.throughline.node;

import dev.throughline.analytics.Warehouse;
import dev.throughline.channel.KeptKeys;
import dev.throughline.channel.SigningKeys;
import dev.throughline.channel.Ways;
import dev.throughline.http.Api;
import dev.throughline.http.Configuration;
import dev.throughline.http.ThroughlineServer;
import dev.throughline.http.ThroughlineServer.Options;
import dev.throughline.kafka.Cluster;
import dev.throughline.kafka.ClusterRuntime;
import dev.throughline.kafka.NodeSettings;
import dev.throughline.kafka.StreamsSettings;
import dev.throughline.kafka.Topics;
import dev.throughline.registry.Registry;
import dev.throughline.runtime.DataDirectory;
import dev.throughline.runtime.Orchestrator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Opens the server of one node of a cluster: users, sessions, keys and secrets are the cluster's,
/// the people are spread over its nodes, and every node has all facts.
public final class ClusterNode {
  private static final int SECRET_BYTES = 32;

  /// Under this name the nodes share what their fingerprints of identifiers are made with.
  private static final String SECRET = "cluster";

  /// Under this name they share what the links that they send are signed with.
  private static final String LINKS = "links";

  private ClusterNode() {}

  /// How a node is opened.
  ///
  /// @param data everything that is this node's alone
  /// @param port where it listens; other nodes reach it there unless `reachedAt` says otherwise
  /// @param reachedAt `HOST:PORT`
  /// @param clockMs what time it is
  public record Wish(
      Path data,
      int port,
      Configuration configuration,
      Path plugins,
      Cluster cluster,
      String reachedAt,
      LongSupplier clockMs) {}

  /// Joins the cluster, or makes it; answers requests when it returns.
  ///
  /// @throws DataDirectory.InUse if another process has the data directory
  /// @throws DataDirectory.OtherKind if it is not that of a node
  /// @throws dev.throughline.kafka.ClusterUnavailable if no broker answers
  /// @throws dev.throughline.kafka.ClusterUnfit if the brokers or topics cannot be worked with
  /// @throws ThroughlineServer.PortTaken if another process has the port
  public static ThroughlineServer open(Wish wish) {
    try (DataDirectory directory = DataDirectory.lock(wish.data())) {
      var _ = directory.streams();
    }
    Cluster cluster = Topics.prepare(wish.cluster());
    Registry registry =
        Registry.openShared(wish.data(), wish.clockMs(), new TopicChanges(cluster, wish.clockMs()));
    try {
      KeptKeys.share(wish.data(), registry.secret(LINKS, () -> fresh(SigningKeys.MIN_BYTES)));
      byte[] secret = registry.secret(SECRET, () -> fresh(SECRET_BYTES));
      Node node = new Node(wish, cluster, secret, new Neighbours(secret));
      Options options = node.options();
      return ThroughlineServer.open(options, () -> registry, node.engineroom(options.ways()));
    } catch (RuntimeException failed) {
      registry.close();
      throw failed;
    }
  }

  /// The users and keys of a cluster, for whoever is no node of it.
  ///
  /// @param copy where they are copied to; of no use afterwards
  /// @throws dev.throughline.kafka.ClusterUnavailable if no broker answers
  /// @throws dev.throughline.kafka.ClusterUnfit if the brokers or topics cannot be worked with
  public static Registry registry(Cluster asked, Path copy) {
    LongSupplier clock = System::currentTimeMillis;
    Cluster cluster = Topics.prepare(asked);
    return Registry.openShared(copy, clock, new TopicChanges(cluster, clock));
  }

  private static byte[] fresh(int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Node(Wish wish, Cluster cluster, byte[] secret, Neighbours neighbours) {
    Options options() {
      Options alone = Options.of(wish.data(), wish.port(), wish.configuration(), wish.plugins());
      return new Options(
          alone.data(),
          alone.host(),
          alone.port(),
          wish.clockMs(),
          alone.ways(),
          alone.listeners(),
          server -> {
            List<Api> apis = new ArrayList<>(alone.apis().apply(server));
            apis.add(neighbours.answering(((ClusterRuntime) server.runtime())::answer));
            return apis;
          },
          alone.configuration());
    }

    ThroughlineServer.Engineroom engineroom(Ways ways) {
      return (kept, listener) -> join(ways, kept, listener);
    }

    private Orchestrator join(Ways ways, Warehouse kept, Orchestrator.Listener listener) {
      DataDirectory directory = DataDirectory.lock(wish.data());
      StreamsSettings streams = StreamsSettings.of(cluster, wish.reachedAt(), directory.streams());
      NodeSettings settings =
          NodeSettings.of(streams, wish.clockMs(), secret, kept.facts(), kept.applied());
      try {
        return ClusterRuntime.join(settings, directory, ways, neighbours, listener);
      } catch (RuntimeException failed) {
        directory.close();
        throw failed;
      }
    }
  }
}
