/// The input log: everything that happened, in order, durable before it is acknowledged.
@NullMarked
package dev.throughline.log;

import org.jspecify.annotations.NullMarked;
