/// Tests of the stored state.
@NullMarked
package dev.throughline.codec.state;

import org.jspecify.annotations.NullMarked;
