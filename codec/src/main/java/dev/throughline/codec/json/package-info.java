/// JSON lines: events as people send them, facts and customers as they read them.
@NullMarked
package dev.throughline.codec.json;

import org.jspecify.annotations.NullMarked;
