/// The embedded runtime: feeds the engine from the input log, and keeps what it says in RocksDB.
@NullMarked
package dev.throughline.runtime;

import org.jspecify.annotations.NullMarked;
