/// What may be sent, and when: consent, suppression, quiet hours, caps.
@NullMarked
package dev.throughline.governance;

import org.jspecify.annotations.NullMarked;
