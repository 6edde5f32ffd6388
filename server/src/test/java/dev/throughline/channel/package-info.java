/// Tests of what every channel shares.
@NullMarked
package dev.throughline.channel;

import org.jspecify.annotations.NullMarked;
