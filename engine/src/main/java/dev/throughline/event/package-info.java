/// What happened, and the values and calendar arithmetic that everything else is made of.
@NullMarked
package dev.throughline.event;

import org.jspecify.annotations.NullMarked;
