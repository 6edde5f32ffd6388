/// What becomes of all that the runtime tells.
@NullMarked
package dev.throughline.http.live;

import org.jspecify.annotations.NullMarked;
