/// Conversions, touches and the credit that they share.
@NullMarked
package dev.throughline.attribution;

import org.jspecify.annotations.NullMarked;
