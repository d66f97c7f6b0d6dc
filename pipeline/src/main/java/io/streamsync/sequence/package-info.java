@NullMarked
package io.streamsync.sequence;

import org.jspecify.annotations.NullMarked;
