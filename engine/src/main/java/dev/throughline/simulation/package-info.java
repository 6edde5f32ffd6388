/// The engine on a virtual clock over a file of events.
@NullMarked
package dev.throughline.simulation;

import org.jspecify.annotations.NullMarked;
