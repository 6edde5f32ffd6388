/// What holds of users, sessions and keys.
@NullMarked
package dev.throughline.registry;

import org.jspecify.annotations.NullMarked;
