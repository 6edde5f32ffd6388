/// Tests that read as stories: given a catalog and events, when time passes, then facts.
@NullMarked
package dev.throughline.story;

import org.jspecify.annotations.NullMarked;
