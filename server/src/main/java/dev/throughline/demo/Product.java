package dev.throughline.demo;

import dev.throughline.event.Value.Fields;
import java.math.BigDecimal;

/// One thing that the shop sells.
///
/// @param refillDays after how many days it is used up; 0 if it stays
record Product(String id, String name, String category, BigDecimal price, int refillDays) {
  Fields line() {
    return Properties.of("product_id", id, "name", name, "price", price, "quantity", 1);
  }
}
