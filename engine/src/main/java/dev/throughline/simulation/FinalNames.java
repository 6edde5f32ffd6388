package dev.throughline.simulation;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
import java.util.List;
import java.util.TreeMap;

/// Who is who in the end: facts written of an anonymous person, or of one merged into another, are
/// about the person whom the simulation ended with.
final class FinalNames {
  private static final int MAX_MERGES = 10_000;

  private final TreeMap<CustomerId, CustomerId> becameByMerge = new TreeMap<>();
  private final TreeMap<CustomerId, CustomerId> becameByName = new TreeMap<>();

  /// The first merge of a name holds: later facts under the same anonymous id are of somebody who
  /// came after (rule I3).
  void merged(CustomerId from, CustomerId into) {
    if (!from.equals(into)) {
      becameByMerge.putIfAbsent(from, into);
    }
  }

  void end(List<Customer> customers) {
    for (Customer customer : customers) {
      for (Identifier identifier : customer.identifiers) {
        if (!identifier.value().equals(customer.id.value())
            && (identifier.namespace().equals(Identifier.ANONYMOUS)
                || identifier.namespace().equals(Identifier.USER))) {
          becameByName.putIfAbsent(new CustomerId(identifier.value()), customer.id);
        }
      }
    }
    customers.forEach(customer -> becameByName.remove(customer.id));
  }

  CustomerId canonical(CustomerId name) {
    CustomerId id = name;
    for (int i = 0; i < MAX_MERGES; i++) {
      CustomerId merged = becameByMerge.get(id);
      CustomerId next = merged == null ? becameByName.get(id) : merged;
      if (next == null || next.equals(name)) {
        return id;
      }
      id = next;
    }
    throw new IllegalStateException("%s was merged over %s times".formatted(name, MAX_MERGES));
  }
}
