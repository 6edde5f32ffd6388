/// Tests of the demo world.
@NullMarked
package dev.throughline.demo;

import org.jspecify.annotations.NullMarked;
