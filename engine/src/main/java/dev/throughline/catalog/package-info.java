/// Every document of a workspace, compiled and indexed by what can affect it.
@NullMarked
package dev.throughline.catalog;

import org.jspecify.annotations.NullMarked;
