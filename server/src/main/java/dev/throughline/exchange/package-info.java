/// Files of people and events, into and out of a data directory or a running server.
@NullMarked
package dev.throughline.exchange;

import org.jspecify.annotations.NullMarked;
