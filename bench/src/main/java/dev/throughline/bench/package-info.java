/// The benchmarks: each ends in one line of JSON that names the machine.
@NullMarked
package dev.throughline.bench;

import org.jspecify.annotations.NullMarked;
