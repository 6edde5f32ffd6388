package dev.throughline.http;

import dev.throughline.customer.Reservation;
import dev.throughline.event.Value.Fields;
import dev.throughline.event.Value.Items;
import dev.throughline.governance.Caps;
import dev.throughline.governance.Policy.Cap;
import dev.throughline.http.words.PolicyWords;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// How much of each cap a person has used up.
final class CapUses {
  private CapUses() {}

  static Items of(PersonNow person) {
    return Json.list(person.catalog().policy().caps(), cap -> of(person, cap));
  }

  private static Fields of(PersonNow person, Cap cap) {
    List<Reservation> ledger = person.customer().reservations;
    ZoneId workspace = person.catalog().workspace().zone();
    int used = Caps.used(cap, ledger, false, person.now(), person.zone(), workspace);
    boolean free = used < cap.max();
    Instant freeAt =
        free
            ? null
            : Caps.freeAt(cap, ledger, false, person.now(), person.zone(), workspace).orElse(null);
    return Json.object(
        "rule", PolicyWords.cap(cap),
        "used", used,
        "max", Math.max(0, cap.max()),
        "passed", free,
        "freeAt", freeAt);
  }
}
