@NullMarked
package io.streamsync.media;

import org.jspecify.annotations.NullMarked;
