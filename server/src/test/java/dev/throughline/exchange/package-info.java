/// Tests of imports and exports.
@NullMarked
package dev.throughline.exchange;

import org.jspecify.annotations.NullMarked;
