/// What the operator's own channels promise, against real gateways and real jars.
@NullMarked
package dev.throughline.channel.gateway;

import org.jspecify.annotations.NullMarked;
