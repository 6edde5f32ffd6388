/// The real server process, loaded, killed and reconciled.
@NullMarked
package dev.throughline.crash;

import org.jspecify.annotations.NullMarked;
