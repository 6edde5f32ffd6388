package dev.throughline.simulation;

import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import dev.throughline.customer.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who is who in the end: facts written of an anonymous person, or of one merged into another, are
/// about the person whom the simulation ended with.
final class FinalNames {
  private final TreeMap<CustomerId, CustomerId> becameByMerge = new TreeMap<>();
  private final TreeMap<CustomerId, CustomerId> becameByName = new TreeMap<>();
  private final TreeSet<CustomerId> last = new TreeSet<>();

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
    for (Customer customer : customers) {
      last.add(customer.id);
      becameByName.remove(customer.id);
    }
  }

  /// An alias gives a person the name back that was merged into them: of names that lead round in a
  /// circle, the one that somebody ended with.
  CustomerId canonical(CustomerId name) {
    Set<CustomerId> passed = new LinkedHashSet<>();
    CustomerId id = name;
    while (passed.add(id)) {
      CustomerId next = next(id);
      if (next == null) {
        return id;
      }
      id = next;
    }
    return passed.stream().filter(last::contains).findFirst().orElse(id);
  }

  private @Nullable CustomerId next(CustomerId id) {
    CustomerId merged = becameByMerge.get(id);
    return merged == null ? becameByName.get(id) : merged;
  }
}
