/// The language of conditions, told by example.
@NullMarked
package dev.throughline.codec.cel;

import org.jspecify.annotations.NullMarked;
