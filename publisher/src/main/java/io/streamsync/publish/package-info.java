@NullMarked
package io.streamsync.publish;

import org.jspecify.annotations.NullMarked;
