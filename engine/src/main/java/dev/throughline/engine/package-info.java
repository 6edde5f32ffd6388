/// The pure step: one customer, one input, what follows from it.
@NullMarked
package dev.throughline.engine;

import org.jspecify.annotations.NullMarked;
