/// The demo world: invented people of an invented shop, who act and react, with planted truths.
@NullMarked
package dev.throughline.demo;

import org.jspecify.annotations.NullMarked;
