/// Who may do what: users, their sessions, and keys, in a relational database beside the log.
@NullMarked
package dev.throughline.registry;

import org.jspecify.annotations.NullMarked;
