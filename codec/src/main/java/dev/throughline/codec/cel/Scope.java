package dev.throughline.codec.cel;

import dev.throughline.codec.cel.Conditions.Place;
import dev.throughline.condition.Expr.Variable.Name;
import org.jspecify.annotations.Nullable;

/// What names mean at one point of a condition: the variables of its place, and those that macros
/// around it bind.
record Scope(Place place, @Nullable String bound, @Nullable Scope outer) {
  static Scope of(Place place) {
    return new Scope(place, null, null);
  }

  Scope binding(String name) {
    return new Scope(place, name, this);
  }

  boolean binds(String name) {
    return name.equals(bound) || (outer != null && outer.binds(name));
  }

  boolean allows(Name name) {
    return switch (place) {
      case PERSON -> isOfPerson(name);
      case EVENT -> isOfPerson(name) || name == Name.EVENT;
      case INSTANCE -> name != Name.EVENT;
      case INSTANCE_EVENT -> true;
      case EVENT_ONLY -> name == Name.EVENT;
    };
  }

  private static boolean isOfPerson(Name name) {
    return switch (name) {
      case PROFILE, ACCOUNT, NOW -> true;
      case EVENT, ENTRY, INSTANCE -> false;
    };
  }

  /// What to write instead of a variable that this place does not have.
  String remedy(Name name) {
    if (place == Place.EVENT_ONLY) {
      return "Only event can be used here, as in event.properties.total > 10.0";
    }
    return switch (name) {
      case EVENT ->
          "There is no event at hand here: ask for one by did('…', 'P30D', …) or last('…')"
              + (place == Place.INSTANCE
                  ? ", or use entry, the event that started the journey"
                  : "");
      case ENTRY, INSTANCE -> "It exists only inside a journey: in its steps, exits and handlers";
      case PROFILE, ACCOUNT, NOW -> "Leave it out here";
    };
  }
}
