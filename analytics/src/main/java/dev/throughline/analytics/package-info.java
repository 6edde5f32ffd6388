/// Facts and raw events in DuckDB, each once, and what screens and reports read from them.
@NullMarked
package dev.throughline.analytics;

import org.jspecify.annotations.NullMarked;
