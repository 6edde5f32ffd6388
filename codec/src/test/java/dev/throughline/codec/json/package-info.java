/// Tests of the JSON lines, and random samples for them and others.
@NullMarked
package dev.throughline.codec.json;

import org.jspecify.annotations.NullMarked;
