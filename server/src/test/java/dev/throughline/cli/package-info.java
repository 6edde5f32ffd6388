/// The command line, called as a person would.
@NullMarked
package dev.throughline.cli;

import org.jspecify.annotations.NullMarked;
