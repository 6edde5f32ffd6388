/// The log on a disk that can lose power, fill up, tear and lie.
@NullMarked
package dev.throughline.log;

import org.jspecify.annotations.NullMarked;
