@NullMarked
package io.streamsync.time;

import org.jspecify.annotations.NullMarked;
