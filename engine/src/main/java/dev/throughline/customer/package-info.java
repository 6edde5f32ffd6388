/// All that is known of one person: traits, consent, history, journeys, messages, touches.
@NullMarked
package dev.throughline.customer;

import org.jspecify.annotations.NullMarked;
