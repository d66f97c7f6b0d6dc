@NullMarked
package io.streamsync.playlist;

import org.jspecify.annotations.NullMarked;
