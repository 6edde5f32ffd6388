package dev.throughline.analytics;

import dev.throughline.catalog.Catalog;
import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs;
import dev.throughline.codec.json.EventLine;
import dev.throughline.engine.Fact;
import dev.throughline.engine.Fact.What;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.simulation.Arrival;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The first customers of the CDNOW example, eighteen months through its catalog: what the real
/// engine told, in a warehouse, and what the report of `simulate` says of it.
final class Shop {
  static final ZoneId ZONE = ZoneId.of("America/New_York");
  static final Instant SPRING = Instant.parse("1997-03-20T12:00:00Z");
  static final Instant SUMMER = Instant.parse("1997-07-01T00:00:00Z");
  static final List<String> JOURNEYS = List.of("review", "second-order", "win-back");
  static final List<Fact> FACTS = new ArrayList<>();

  private static final Path EXAMPLE = Path.of("..", "examples", "cdnow");

  private static final int CUSTOMERS = 2_000;
  private static final Fields REPORT = simulate(CUSTOMERS, FACTS);
  static final Warehouse WAREHOUSE = warehouse();

  private Shop() {}

  private static Warehouse warehouse() {
    Warehouse warehouse = Warehouse.inMemory();
    warehouse.append(Told.numbered(FACTS), List.of());
    return warehouse;
  }

  private static Fields simulate(int customers, List<Fact> facts) {
    try {
      Documents documents = Catalogs.read(EXAMPLE.resolve("catalog")).documents().orElseThrow();
      Report report = new Report(documents);
      Simulation.Ended ended =
          new Simulation(
                  Catalog.of(documents),
                  fact -> {
                    facts.add(fact);
                    report.add(fact);
                  })
              .run(arrivals(customers), null, null);
      return report.fields(
          new Report.Reading(null, ended.clock(), 0, 0, 0, Map.of(), Map.of()), ended.people());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What stands in the report under these names.
  static Value reported(String... path) {
    Value value = REPORT;
    for (String name : path) {
      value = value instanceof Fields fields ? fields.get(name) : Value.Nothing.NOTHING;
    }
    return value;
  }

  static <T extends What> Stream<Fact> facts(Class<T> kind) {
    return FACTS.stream().filter(fact -> kind.isInstance(fact.what()));
  }

  static boolean within(Instant at) {
    return !at.isBefore(SPRING) && at.isBefore(SUMMER);
  }

  static <T> Map<T, Long> counted(Stream<T> keys) {
    return keys.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /// Everything told of one run, in order.
  static Collection<List<Fact>> runs(String journey) {
    Map<String, List<Fact>> runs = new TreeMap<>();
    for (Fact fact : FACTS) {
      Fact.Place place =
          switch (fact.what()) {
            case What.JourneyEntered entered -> entered.place();
            case What.JourneyStep step -> step.place();
            case What.JourneyExited exited -> exited.place();
            default -> null;
          };
      if (place != null && place.journey().equals(journey)) {
        runs.computeIfAbsent(place.instance(), _ -> new ArrayList<>()).add(fact);
      }
    }
    return runs.values();
  }

  private static List<Arrival> arrivals(int customers) throws IOException {
    List<Arrival> arrivals = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(EXAMPLE.resolve("purchases.csv.gz"))),
                StandardCharsets.UTF_8))) {
      rows.readLine();
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        String[] cells = row.split(",", -1);
        String day =
            "%s-%s-%s"
                .formatted(
                    cells[1].substring(0, 4), cells[1].substring(4, 6), cells[1].substring(6));
        if (Integer.parseInt(cells[0]) <= customers) {
          if (known.add(cells[0])) {
            arrivals.add(identified(cells[0], day));
          }
          arrivals.add(ordered(cells[0], day, cells[3], arrivals.size()));
        }
      }
    }
    return arrivals;
  }

  /// Every tenth customer has no address, so that something is dropped.
  private static Arrival identified(String customer, String day) {
    String email = "\"email\":\"" + customer + "@cdnow.example\",";
    return arrival(
        """
        {"type":"identify","userId":"%1$s","messageId":"i%1$s","timestamp":"%2$sT00:00:00Z",\
        "traits":{%3$s"member_number":"%1$s"}}\
        """
            .formatted(customer, day, customer.endsWith("0") ? "" : email));
  }

  private static Arrival ordered(String customer, String day, String amount, int number) {
    return arrival(
        """
        {"event":"Order Completed","userId":"%s","messageId":"o%4$d","timestamp":"%2$sT00:00:00Z",\
        "properties":{"order_id":"o%4$d","total":%3$s,"quantity":1,"currency":"USD"}}\
        """
            .formatted(customer, day, amount, number));
  }

  private static Arrival arrival(String line) {
    return switch (EventLine.parse(line)) {
      case EventLine.Parsed.Ok(var event) -> new Arrival.OfEvent(event);
      case EventLine.Parsed.Start _, EventLine.Parsed.Wrong _ -> throw new AssertionError(line);
    };
  }
}
