/// Journeys: entries, steps, waits and exits, as data.
@NullMarked
package dev.throughline.journey;

import org.jspecify.annotations.NullMarked;
