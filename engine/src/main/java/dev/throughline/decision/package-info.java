/// Offers and the choice among them.
@NullMarked
package dev.throughline.decision;

import org.jspecify.annotations.NullMarked;
