/// Segment's HTTP API: events from unmodified clients into the log.
@NullMarked
package dev.throughline.http.ingest;

import org.jspecify.annotations.NullMarked;
