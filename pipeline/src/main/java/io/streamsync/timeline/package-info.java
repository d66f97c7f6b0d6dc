@NullMarked
package io.streamsync.timeline;

import org.jspecify.annotations.NullMarked;
