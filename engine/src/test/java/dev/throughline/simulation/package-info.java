/// The simulator's report, fed with facts made by hand.
@NullMarked
package dev.throughline.simulation;

import org.jspecify.annotations.NullMarked;
