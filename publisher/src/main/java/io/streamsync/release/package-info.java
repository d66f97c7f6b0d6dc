@NullMarked
package io.streamsync.release;

import org.jspecify.annotations.NullMarked;
