/// What conditions mean, told on hand-built expressions.
@NullMarked
package dev.throughline.condition;

import org.jspecify.annotations.NullMarked;
