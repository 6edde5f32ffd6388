/// The typed conditions of the catalog and their evaluation over one customer.
@NullMarked
package dev.throughline.condition;

import org.jspecify.annotations.NullMarked;
