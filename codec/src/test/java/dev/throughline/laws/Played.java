package dev.throughline.laws;

import dev.throughline.catalog.Catalog;
import dev.throughline.codec.json.CustomerLine;
import dev.throughline.codec.json.FactLine;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.engine.Fact;
import dev.throughline.simulation.Report;
import dev.throughline.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A case and what came of it.
///
/// @param report the report's text
record Played(Case told, Catalog catalog, List<Fact> facts, Simulation.Ended ended, String report) {

  static Played of(Case told) {
    return of(told, UnaryOperator.identity());
  }

  /// @param keeping what becomes of each state between two inputs
  static Played of(Case told, UnaryOperator<Customer> keeping) {
    Catalog catalog = told.catalog();
    List<Fact> facts = new ArrayList<>();
    Report report = new Report(catalog.documents());
    var simulation =
        new Simulation(
            catalog,
            fact -> {
              facts.add(fact);
              report.add(fact);
            },
            keeping);
    Simulation.Ended ended = simulation.run(told.arrivals(), told.from(), told.until());
    var reading =
        new Report.Reading(
            told.from(),
            told.until(),
            told.lines().size(),
            0,
            ended.duplicates(),
            ended.mismatches(),
            ended.refusedLinks());
    String text = JsonValues.write(report.fields(reading, ended.people()));
    return new Played(told, catalog, List.copyOf(facts), ended, text);
  }

  List<String> factLines() {
    return facts.stream().map(FactLine::write).toList();
  }

  List<String> customerLines() {
    return ended.people().stream().map(CustomerLine::write).toList();
  }

  /// The fact lines of each customer, in order.
  Map<String, List<String>> factLinesByCustomer() {
    Map<String, List<String>> lines = new TreeMap<>();
    for (Fact fact : facts) {
      lines
          .computeIfAbsent(fact.customer().value(), _ -> new ArrayList<>())
          .add(FactLine.write(fact));
    }
    return lines;
  }
}
