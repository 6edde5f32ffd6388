@NullMarked
package dev.throughline.runtime;

import org.jspecify.annotations.NullMarked;
