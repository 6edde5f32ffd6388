package dev.throughline.exchange;

import dev.throughline.analytics.Line;
import dev.throughline.analytics.Range;
import dev.throughline.analytics.Warehouse;
import dev.throughline.codec.json.JsonValues;
import dev.throughline.customer.Customer;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.runtime.Orchestrator;
import dev.throughline.runtime.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a runtime and its warehouse hold, page by page: what happens meanwhile may or may not be
/// among it.
public record Stored(Orchestrator runtime, Warehouse warehouse) implements Source {
  /// So few that the runtime's thread is never held up for long.
  private static final int PEOPLE = 200;

  private static final int LINES = 10_000;

  @Override
  public void lines(What what, Consumer<String> each) {
    switch (what) {
      case PROFILES -> people(customer -> List.of(Profile.of(customer)), each);
      case AUDIENCES -> people(Stored::memberships, each);
      case EVENTS -> lines(after -> Line.events(warehouse, after, Range.ALL, LINES), each);
      case FACTS -> lines(after -> Line.facts(warehouse, Line.Filter.ALL, after, LINES), each);
    }
  }

  private static void lines(Function<Long, List<Line>> page, Consumer<String> each) {
    List<Line> lines = page.apply(-1L);
    while (!lines.isEmpty()) {
      lines.forEach(line -> each.accept(line.json()));
      lines = page.apply(lines.getLast().position());
    }
  }

  private void people(Function<Customer, List<Fields>> rows, Consumer<String> each) {
    long after = 0;
    long all = runtime.ask(View::lastPerson).join();
    while (after < all) {
      long from = after;
      record Rows(List<String> lines, long last) {}
      Rows page =
          runtime
              .ask(view -> {
                View.Page people = view.people(from, PEOPLE);
                List<String> lines = new ArrayList<>();
                for (Customer customer : people.customers()) {
                  if (!customer.erased) {
                    rows.apply(customer).forEach(row -> lines.add(JsonValues.write(row)));
                  }
                }
                return new Rows(lines, people.last());
              })
              .join();
      page.lines.forEach(each);
      after = page.last;
    }
  }

  private static List<Fields> memberships(Customer customer) {
    List<Fields> rows = new ArrayList<>();
    for (String audience : customer.audiences) {
      TreeMap<String, Value> row = new TreeMap<>();
      row.put("audience", Value.of(audience));
      Profile.ids(customer, row);
      rows.add(new Fields(row));
    }
    return rows;
  }
}
