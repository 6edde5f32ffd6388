/// Tests of the templates.
@NullMarked
package dev.throughline.codec.liquid;

import org.jspecify.annotations.NullMarked;
