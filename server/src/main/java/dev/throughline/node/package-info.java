/// One node of a cluster: what it shares with the others, and the server on top of that.
@NullMarked
package dev.throughline.node;

import org.jspecify.annotations.NullMarked;
