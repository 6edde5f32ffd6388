/// Documents and bytes: what people and machines write, as the engine's types, and back.
@NullMarked
package dev.throughline.codec;

import org.jspecify.annotations.NullMarked;
