/// Conditions as people write them, in CEL, compiled to the engine's expressions.
@NullMarked
package dev.throughline.codec.cel;

import org.jspecify.annotations.NullMarked;
