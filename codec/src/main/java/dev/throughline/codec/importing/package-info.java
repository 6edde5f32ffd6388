/// Files of rows as events: import maps, and the reading of CSV and NDJSON by them.
@NullMarked
package dev.throughline.codec.importing;

import org.jspecify.annotations.NullMarked;
