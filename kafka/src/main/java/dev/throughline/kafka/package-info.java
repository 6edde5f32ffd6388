/// The runtime of many nodes: the same engine, its inputs, state and facts in Kafka.
@NullMarked
package dev.throughline.kafka;

import org.jspecify.annotations.NullMarked;
