/// Holdouts, splits and the lift that they measure.
@NullMarked
package dev.throughline.experiment;

import org.jspecify.annotations.NullMarked;
