/// The rules of the contract's section 5, each told as stories.
@NullMarked
package dev.throughline.rules;

import org.jspecify.annotations.NullMarked;
