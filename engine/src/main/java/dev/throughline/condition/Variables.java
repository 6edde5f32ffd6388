package dev.throughline.condition;

import dev.throughline.condition.Expr.Variable.Name;
import dev.throughline.customer.Account;
import dev.throughline.customer.Customer;
import dev.throughline.customer.Trait;
import dev.throughline.event.Event;
import dev.throughline.event.Value;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Nothing;
import dev.throughline.event.Value.Text;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the variables of a condition stand for: one person, the events at hand, the instance.
record Variables(Customer customer, @Nullable Event event, @Nullable Event entry, Value instance) {

  Value whole(Name name) {
    return switch (name) {
      case PROFILE -> profile();
      case ACCOUNT -> customer.account == null ? Nothing.NOTHING : fields(customer.account);
      case EVENT -> event == null ? Nothing.NOTHING : EventFields.all(event);
      case ENTRY -> entry == null ? Nothing.NOTHING : EventFields.all(entry);
      case INSTANCE -> instance;
      case NOW -> throw new IllegalStateException("The clock is the evaluation's, not a variable");
    };
  }

  Value field(Name name, String field, Notes notes) {
    return switch (name) {
      case PROFILE -> trait(field);
      case ACCOUNT -> account(field);
      case EVENT -> EventFields.get(event, field);
      case ENTRY -> EventFields.get(entry, field);
      case INSTANCE, NOW -> Interpreter.field(whole(name), field, notes);
    };
  }

  /// A score is a trait of its name, for now, with dashes or underscores.
  Value score(String score) {
    Value value = trait(score);
    return value.isNothing() && score.indexOf('-') >= 0 ? trait(score.replace('-', '_')) : value;
  }

  private Value trait(String name) {
    Trait trait = customer.traits.get(name);
    return trait == null ? Nothing.NOTHING : trait.value();
  }

  private Value profile() {
    Map<String, Value> traits = new TreeMap<>();
    customer.traits.forEach((name, trait) -> traits.put(name, trait.value()));
    return new Fields(traits);
  }

  private Value account(String field) {
    Account account = customer.account;
    if (account == null) {
      return Nothing.NOTHING;
    }
    return field.equals("id") ? new Text(account.id()) : account.traits().get(field);
  }

  private static Fields fields(Account account) {
    Map<String, Value> fields = new TreeMap<>(account.traits().values());
    fields.put("id", new Text(account.id()));
    return new Fields(fields);
  }
}
