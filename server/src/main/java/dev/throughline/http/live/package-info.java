/// What becomes of all that the runtime tells: kept in the warehouse, and shown as it happens.
@NullMarked
package dev.throughline.http.live;

import org.jspecify.annotations.NullMarked;
