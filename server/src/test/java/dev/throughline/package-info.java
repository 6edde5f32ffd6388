/// The walls of the house.
@NullMarked
package dev.throughline;

import org.jspecify.annotations.NullMarked;
