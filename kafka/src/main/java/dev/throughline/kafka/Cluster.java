package dev.throughline.kafka;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;

/// Where the nodes meet: the brokers (`HOST:PORT[,HOST:PORT…]`), how the names of their topics
/// begin, and in how many cells the people live.
public record Cluster(String bootstrap, String prefix, int cells) {
  public static final String DEFAULT_PREFIX = "throughline";
  public static final int DEFAULT_CELLS = 24;

  /// The most that one record may hold with everything around it; brokers take 1 MB unless told.
  static final int MAX_MESSAGE_BYTES = 9 << 20;

  /// The longest value: what compression and headers may add is kept free.
  public static final int MAX_VALUE_BYTES = MAX_MESSAGE_BYTES - (64 << 10);

  private static final int MAX_CELLS = 1_000;
  private static final int MAX_PREFIX_CHARS = 200;
  private static final int MAX_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]\\s]+):(\\d{1,5})");
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]*");

  public Cluster {
    for (String address : bootstrap.split(",", -1)) {
      checkAddress(address, bootstrap);
    }
    if (!PREFIX.matcher(prefix).matches() || prefix.length() > MAX_PREFIX_CHARS) {
      throw new IllegalArgumentException(
          "The prefix '%s' is not up to %d letters, digits, - and _, the first a letter or digit"
              .formatted(prefix, MAX_PREFIX_CHARS));
    }
    if (cells < 1 || cells > MAX_CELLS) {
      throw new IllegalArgumentException(
          "%d cells: from 1 to %d are possible".formatted(cells, MAX_CELLS));
    }
  }

  /// With the usual prefix and number of cells.
  public static Cluster at(String bootstrap) {
    return new Cluster(bootstrap, DEFAULT_PREFIX, DEFAULT_CELLS);
  }

  private static void checkAddress(String address, String bootstrap) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' in '%s' is not HOST:PORT; several are separated by commas"
              .formatted(address, bootstrap));
    }
    int port = Integer.parseInt(parts.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "'%s' names port %d; ports go from 1 to %d".formatted(address, port, MAX_PORT));
    }
  }

  public Cluster withCells(int number) {
    return new Cluster(bootstrap, prefix, number);
  }

  /// Every command, in the one order in which all nodes' inputs were taken in.
  public String logTopic() {
    return prefix + "-log";
  }

  /// Work for each cell, in order; a cell is a partition.
  public String cellsTopic() {
    return prefix + "-cells";
  }

  /// Letters that a cell decided or granted; a cell is a partition.
  public String lettersTopic() {
    return prefix + "-letters";
  }

  /// What all cells told, in the order that all nodes count in.
  public String factsTopic() {
    return prefix + "-facts";
  }

  /// Changes of users, sessions and keys.
  public String registryTopic() {
    return prefix + "-registry";
  }

  public List<String> topics() {
    return List.of(logTopic(), cellsTopic(), lettersTopic(), factsTopic(), registryTopic());
  }

  /// What every client of the brokers is told first.
  Map<String, Object> client() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
  }
}
