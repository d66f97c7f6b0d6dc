@NullMarked
package io.streamsync.preview;

import org.jspecify.annotations.NullMarked;
