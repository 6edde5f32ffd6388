/// Named groups of customers, defined by a condition.
@NullMarked
package dev.throughline.segment;

import org.jspecify.annotations.NullMarked;
