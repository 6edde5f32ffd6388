/// What is sent: templates, channels and the feedback that comes back.
@NullMarked
package dev.throughline.message;

import org.jspecify.annotations.NullMarked;
