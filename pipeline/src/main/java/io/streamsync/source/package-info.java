@NullMarked
package io.streamsync.source;

import org.jspecify.annotations.NullMarked;
