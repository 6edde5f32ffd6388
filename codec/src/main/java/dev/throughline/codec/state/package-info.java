/// A customer's whole state as compact bytes with a version, and back.
@NullMarked
package dev.throughline.codec.state;

import org.jspecify.annotations.NullMarked;
