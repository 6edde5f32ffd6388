/// What is told once is counted once, and read as plain counting would.
@NullMarked
package dev.throughline.analytics;

import org.jspecify.annotations.NullMarked;
