/// The command line: one class a command, wired by hand.
@NullMarked
package dev.throughline.cli;

import org.jspecify.annotations.NullMarked;
