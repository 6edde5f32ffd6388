@NullMarked
package dev.throughline.node;

import org.jspecify.annotations.NullMarked;
