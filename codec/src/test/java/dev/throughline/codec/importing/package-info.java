/// Tests of imports.
@NullMarked
package dev.throughline.codec.importing;

import org.jspecify.annotations.NullMarked;
