@NullMarked
package dev.throughline.kafka;

import org.jspecify.annotations.NullMarked;
