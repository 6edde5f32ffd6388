/// Benchmarks: JMH and whole runs, each ending in one JSON line.
@NullMarked
package dev.throughline.bench;

import org.jspecify.annotations.NullMarked;
